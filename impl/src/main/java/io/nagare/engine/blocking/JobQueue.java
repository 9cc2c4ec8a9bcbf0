package io.nagare.engine.blocking;

import org.jspecify.annotations.Nullable;

/** Jobs in the order in which they were handed in; any of them may be removed. The pool's lock guards it. */
final class JobQueue {

    private @Nullable Job first;
    private @Nullable Job last;
    private int size;

    int size() {
        return size;
    }

    void add(Job job) {
        Job before = last;
        job.previous = before;
        if (before == null) {
            first = job;
        } else {
            before.next = job;
        }
        last = job;
        job.queued = true;
        size++;
    }

    @Nullable Job poll() {
        Job job = first;
        if (job != null) {
            remove(job);
        }
        return job;
    }

    /** Removes a job. Returns false if it is no longer in the queue. */
    boolean remove(Job job) {
        if (!job.queued) {
            return false;
        }
        Job before = job.previous;
        Job after = job.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        job.previous = null;
        job.next = null;
        job.queued = false;
        size--;
        return true;
    }
}

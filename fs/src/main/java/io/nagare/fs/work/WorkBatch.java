package io.nagare.fs.work;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.policy.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Works of one strand that one blocking job does one after the other. Works that come while the job runs join it.
 * Handing a work to another thread costs more than reading a small cached file, so one handing over serves many works.
 *
 * <p>Waking a strand costs as much. So the job wakes it when half of the works are done, and otherwise now and then.
 *
 * <p>A long work does not hold the others up. While some wait, the strand looks every millisecond whether any are
 * done, and whether the job has made progress. If it has not, because the disk is slow for instance, each waiting work
 * gets a job of its own.
 *
 * <p>Always holds: each work is done once; a strand has at most one batch that takes works.
 */
final class WorkBatch implements Runnable {

    /** How long the job may do one work while others wait. */
    private static final long MOST_WAIT_NANOS = 1_000_000;

    /** How long a work that is done may wait for the next one before the strand is woken. */
    private static final long QUIET_NANOS = 50_000;

    /** The batches that take works. The strand enters a batch; the thread that closes it removes it. */
    private static final ConcurrentMap<Strand, WorkBatch> OPEN = new ConcurrentHashMap<>();

    private final Strand strand;

    private final Leaf delivery;

    /** Guarded by itself, as are the next three. */
    private final ArrayDeque<FileWorkSource<?>> waiting = new ArrayDeque<>();

    private final ArrayDeque<FileWorkSource<?>> performed = new ArrayDeque<>();

    private boolean closed;

    /** How many works have been begun. */
    private long begun;

    /**
     * Used by the job: whether enough works are done to wake the strand, so that it hands in others before none is
     * left.
     */
    private boolean due;

    /** The strand's, as are the next ones. */
    private @Nullable BlockingJob job;

    private @Nullable Deadline look;

    private boolean looking;

    /** How many works had been begun when the strand last looked, or began to look. */
    private long begunBefore;

    private WorkBatch(Strand strand) {
        this.strand = strand;
        this.delivery = new Leaf(strand) {
            @Override
            protected void run() {
                deliver();
            }
        };
    }

    /** The work's strand: has a work done. Returns the batch that it belongs to. */
    static WorkBatch add(FileWorkSource<?> work) {
        WorkBatch open = OPEN.get(work.strand());
        return open != null && open.take(work) ? open : begin(work);
    }

    private static WorkBatch begin(FileWorkSource<?> work) {
        Strand strand = work.strand();
        WorkBatch batch = new WorkBatch(strand);
        batch.waiting.add(work);
        OPEN.put(strand, batch);
        try {
            batch.job = strand.driver().blocking(batch);
        } catch (RejectedExecutionException refused) {
            batch.closeAndTakeAll();
            batch.refuse(work, refused);
        }
        return batch;
    }

    /**
     * The strand: removes a work that is not wanted any more. If no work is left and none has begun, the batch is
     * closed and its job is cancelled. A closing runtime drops such a job, too.
     */
    void remove(FileWorkSource<?> work) {
        boolean unwanted;
        synchronized (waiting) {
            unwanted = waiting.remove(work) && waiting.isEmpty() && begun == 0;
            if (unwanted) {
                close();
            }
        }
        if (unwanted && job != null) {
            job.cancel();
        }
    }

    private boolean take(FileWorkSource<?> work) {
        synchronized (waiting) {
            if (closed) {
                return false;
            }
            waiting.add(work);
            if (!looking) {
                begunBefore = begun;
            }
        }
        if (!looking) {
            lookLater();
        }
        return true;
    }

    @Override
    public void run() {
        TimeSource time = strand.driver().time();
        long announced = time.nanoTime();
        for (FileWorkSource<?> work = next(null); work != null; ) {
            work.perform();
            work = next(work);
            long now = time.nanoTime();
            if (work == null || due || now - announced >= QUIET_NANOS) {
                announced = now;
                delivery.wake();
            }
        }
    }

    /** Notes that a work was done and takes the next one, or closes the batch if there is none. */
    private @Nullable FileWorkSource<?> next(@Nullable FileWorkSource<?> before) {
        synchronized (waiting) {
            if (before != null) {
                performed.add(before);
            }
            FileWorkSource<?> work = waiting.poll();
            begun++;
            due = performed.size() >= waiting.size();
            if (work == null) {
                close();
            }
            return work;
        }
    }

    /** With the lock. */
    private void close() {
        if (!closed) {
            closed = true;
            OPEN.remove(strand, this);
        }
    }

    private List<FileWorkSource<?>> closeAndTakeAll() {
        synchronized (waiting) {
            close();
            List<FileWorkSource<?>> all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        }
    }

    // On the strand

    private void deliver() {
        for (FileWorkSource<?> work = takePerformed(); work != null; work = takePerformed()) {
            work.deliver();
            if (!strand.spend(1)) {
                delivery.wake();
                return;
            }
        }
    }

    private @Nullable FileWorkSource<?> takePerformed() {
        synchronized (waiting) {
            return performed.poll();
        }
    }

    private void refuse(FileWorkSource<?> work, RejectedExecutionException refused) {
        work.refuse(refused);
        announce(work);
    }

    /** Any thread. */
    private void announce(FileWorkSource<?> work) {
        synchronized (waiting) {
            performed.add(work);
        }
        delivery.wake();
    }

    private void lookLater() {
        Deadline deadline = look;
        if (deadline == null) {
            deadline = strand.driver().deadline(new Leaf(strand) {
                @Override
                protected void run() {
                    look();
                }
            });
            look = deadline;
        }
        looking = true;
        deadline.arm(strand.driver().time().nanoTime() + MOST_WAIT_NANOS);
    }

    private void look() {
        looking = false;
        delivery.wake();
        boolean further;
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return;
            }
            further = begun != begunBefore;
            begunBefore = begun;
        }
        if (further) {
            lookLater();
        } else {
            closeAndTakeAll().forEach(this::doAlone);
        }
    }

    private void doAlone(FileWorkSource<?> work) {
        try {
            strand.driver().blocking(() -> {
                work.perform();
                announce(work);
            });
        } catch (RejectedExecutionException refused) {
            refuse(work, refused);
        }
    }
}

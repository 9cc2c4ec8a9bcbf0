package io.nagare.driver;

import java.util.Comparator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks of another library one after the other on the workers of a runtime: as they are added, and those with a
 * time in the order of their times. Bridges make one for each worker of their scheduler. Any thread may call.
 *
 * @since 0.1
 */
public final class TaskLine {

    /*
     * Implementation. `unfinished` counts what is in the queue or runs. Whoever counts the first starts a batch. That
     * batch or one that it starts takes from the queue until it has counted down to 0. So there is one batch at most.
     */

    /** A task that waits for its time. Its time does not change meanwhile. */
    public interface Timed extends Runnable {

        /** When to run, by the runtime's clock, in nanoseconds. */
        long due();

        /** A number of its own in the line. Of two tasks with the same time, the one with the lower number is first. */
        long number();
    }

    /** How much runs before other tasks of the runtime have a turn. */
    private static final int BATCH = 64;

    private static final Comparator<Timed> ORDER = (one, other) -> {
        long later = one.due() - other.due();
        return later != 0 ? Long.signum(later) : Long.compare(one.number(), other.number());
    };

    private final Executor worker;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /** The tasks that wait for their time, earliest first. */
    private final Set<Timed> waiting = new ConcurrentSkipListSet<>(ORDER);

    /**
     * Makes an empty line.
     *
     * @param worker runs a batch of tasks on some worker, such as {@link Driver#dispatch}; if it drops one, all that is
     *     in line is dropped with it
     */
    public TaskLine(Executor worker) {
        this.worker = worker;
    }

    /** Adds a task. It must not throw. */
    public void add(Runnable task) {
        queue.add(task);
        if (unfinished.getAndIncrement() == 0) {
            worker.execute(this::runSome);
        }
    }

    private void runSome() {
        for (int i = 0; i < BATCH; i++) {
            Runnable next = queue.poll();
            if (next != null) {
                next.run();
            }
            if (unfinished.decrementAndGet() == 0) {
                return;
            }
        }
        worker.execute(this::runSome);
    }

    /** Keeps a task until a {@link #come} for its time or a later one. */
    public void keep(Timed task) {
        waiting.add(task);
    }

    /** Lets a task go that was kept, if it is still here. */
    public void forget(Timed task) {
        waiting.remove(task);
    }

    /** Adds the kept tasks whose time is now or before, earliest first, even if the timer of another has come first. */
    public void come(long now) {
        add(() -> runDue(now));
    }

    private void runDue(long now) {
        for (Timed task : waiting) {
            if (task.due() - now > 0) {
                return;
            }
            if (waiting.remove(task)) {
                task.run();
            }
        }
    }

    /** Whether a task waits for its time. */
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** How many tasks wait for their time. */
    public int waiting() {
        return waiting.size();
    }
}

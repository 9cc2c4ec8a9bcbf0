package io.nagare.driver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a bridge's scheduler, or of one of the scheduler's workers, that have not ended. So they can be disposed
 * of together. Any thread may call.
 *
 * <p>Always holds: when these are disposed of, so is each task, and a new one is not entered. When the runtime closes,
 * a task whose time has come runs nevertheless, since a stream waits for it.
 *
 * @since 0.1
 */
public final class OpenTasks implements Scheduled {

    /** A task of another library. When it has ended or was disposed of it calls {@link #forget}. */
    public interface Task extends Scheduled, TaskLine.Timed {}

    private final Driver driver;

    /** Where the tasks wait for one another; null if they do not. */
    private final @Nullable TaskLine line;

    /** The tasks of the scheduler, if these are a worker's. */
    private final @Nullable OpenTasks outer;

    /** The tasks, and the tasks of each worker. */
    private final Set<Scheduled> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean disposed;

    private OpenTasks(Driver driver, @Nullable OpenTasks outer) {
        this.driver = driver;
        this.outer = outer;
        this.line = outer == null ? null : new TaskLine(driver::dispatch);
    }

    /** Makes the tasks of a scheduler, which may run at the same time. They are disposed of when the runtime closes. */
    public static OpenTasks of(Driver driver) {
        OpenTasks tasks = new OpenTasks(driver, null);
        WeakResources.add(driver, tasks);
        return tasks;
    }

    /** Makes the tasks of a worker, which run one after the other. They are disposed of with these. */
    public OpenTasks serial() {
        OpenTasks inner = new OpenTasks(driver, this);
        if (!add(inner)) {
            inner.dispose();
        }
        return inner;
    }

    /** Whether these are a worker's. */
    public boolean isSerial() {
        return line != null;
    }

    /** Returns a number for the next task, higher than those before. */
    public long nextNumber() {
        return numbers.getAndIncrement();
    }

    /** Enters a task. Returns false if these are disposed of. */
    public boolean enter(Task task) {
        return add(task);
    }

    private boolean add(Scheduled entry) {
        open.add(entry);
        // Either this thread sees that these are disposed of, or the disposing thread sees the entry.
        if (disposed) {
            open.remove(entry);
            return false;
        }
        return true;
    }

    /** Lets a task run on a worker of the runtime as soon as it may. */
    public void begin(Task task) {
        if (line == null) {
            driver.dispatch(task);
        } else if (line.hasWaiting()) {
            // The time of another may have come before, although its timer has not.
            line.keep(task);
            line.come(task.due());
        } else {
            line.add(task);
        }
    }

    /** Keeps a task that waits for its time. */
    public void keep(Task task) {
        if (line != null) {
            line.keep(task);
        }
    }

    /**
     * Lets a task run whose time has come, after those whose time came earlier. The calling thread is a worker.
     *
     * @param due the time, by the runtime's clock, in nanoseconds
     */
    public void come(Task task, long due) {
        if (line != null) {
            long now = driver.time().nanoTime();
            line.come(due - now > 0 ? due : now);
        } else {
            task.run();
        }
    }

    /** Lets a task go that has ended. */
    public void forget(Task ended) {
        open.remove(ended);
        if (line != null) {
            line.forget(ended);
        }
    }

    @Override
    public void dispose() {
        disposed = true;
        open.forEach(Scheduled::dispose);
        leave();
    }

    @Override
    public void runtimeClosed() {
        disposed = true;
        open.forEach(Scheduled::runtimeClosed);
        leave();
    }

    private void leave() {
        if (outer != null) {
            outer.open.remove(this);
        }
    }

    /** Whether these were disposed of. */
    public boolean isDisposed() {
        return disposed;
    }

    /** Whether the scheduler was disposed of, whose tasks or whose worker's tasks these are. */
    public boolean isSchedulerDisposed() {
        return outer == null ? disposed : outer.disposed;
    }

    /** Whether no task waits for a time any more. */
    public boolean isOver() {
        return disposed || driver.isClosed();
    }

    /** Returns how many tasks and workers have not ended. */
    public int size() {
        return open.size() + (line == null ? 0 : line.waiting());
    }
}

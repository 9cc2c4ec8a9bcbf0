package io.nagare.engine.local;

import io.nagare.driver.ThreadContext;
import io.nagare.engine.scheduler.Schedulers;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has of the {@link ThreadContext} of the stream that it runs. {@link Locals} changes it together with
 * the task locals. Each thread has its own.
 *
 * <p>Always holds: the thread's own values come back before other values are installed.
 */
final class InstalledContext {

    /** Gives the thread its own values back; null if it has them. */
    private static final ThreadLocal<@Nullable Runnable> UNDO = new ThreadLocal<>();

    private InstalledContext() {}

    /** Captures for a stream that begins on the calling thread. Costs one look while nothing is carried. */
    static ThreadContext.@Nullable Captured capture() {
        ThreadContext carried = ThreadContext.carried();
        if (carried == null) {
            return null;
        }
        try {
            return carried.capture();
        } catch (RuntimeException failure) {
            Schedulers.current().unseen(failure, "capturing a thread's context");
            return null;
        }
    }

    /** Replaces what is installed. A failure is told, and the stream goes on without the values. */
    static void change(ThreadContext.@Nullable Captured next) {
        Runnable undo = UNDO.get();
        try {
            if (undo != null) {
                // Not removed: the next change would allocate its place anew.
                UNDO.set(null);
                undo.run();
            }
        } catch (RuntimeException failure) {
            Schedulers.current().unseen(failure, "giving a thread its context back");
        }
        if (next == null) {
            return;
        }
        try {
            UNDO.set(next.install());
        } catch (RuntimeException failure) {
            Schedulers.current().unseen(failure, "installing a context");
        }
    }
}

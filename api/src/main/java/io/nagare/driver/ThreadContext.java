package io.nagare.driver;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Carries the thread locals of other libraries, such as a log's MDC or the current span of a trace, from where a stream
 * begins to the threads that run its functions. Bridges implement it. Nothing is carried, and nothing is paid, unless
 * {@link #carry} has been called.
 *
 * <p>The values are captured on the thread that subscribes or spawns. A thread that runs the stream has them until it
 * turns to something else. Then it has its own again, whatever the functions have changed: our threads have none, and
 * another thread has those that it had before.
 *
 * @since 0.1
 */
public interface ThreadContext {

    /**
     * Captures the calling thread's values. Called by any thread for each subscription from outside of a stream and for
     * each spawned task.
     *
     * @return null if there are none
     */
    @Nullable Captured capture();

    /**
     * Returns the values for the part of a stream upstream of a {@code contextWrite}. By default they are those
     * downstream of it.
     *
     * @param outer the values downstream; null if there are none
     * @param value what is written there, to any task local
     */
    default @Nullable Captured written(@Nullable Captured outer, Object value) {
        return outer;
    }

    /**
     * Removes what functions have left on a thread. Called by a worker behind each run of a task, and by a thread that
     * may block behind each job. Nothing is installed then. By default it removes nothing.
     */
    default void clear() {}

    /** Returns a context that carries what this one carries and what another one does. */
    default ThreadContext and(ThreadContext other) {
        return new BothContexts(this, requireNonNull(other, "other"));
    }

    /** The values of one place of a program. Immutable: several threads may install them at the same time. */
    interface Captured {

        /**
         * Gives the calling thread these values.
         *
         * @return gives the thread its previous values back; called once, on the same thread
         */
        Runnable install();

        /** Returns these values upon others: the others are installed first, and taken back last. */
        default Captured upon(@Nullable Captured others) {
            return others == null ? this : new UponOthers(this, others);
        }
    }

    /**
     * Carries this context in all streams of the JVM that begin from now on, in place of the previous one.
     *
     * @param context null to carry none any more
     */
    static void carry(@Nullable ThreadContext context) {
        CarriedContext.current = context;
    }

    /** Returns the context that is carried, or null. */
    static @Nullable ThreadContext carried() {
        return CarriedContext.current;
    }
}

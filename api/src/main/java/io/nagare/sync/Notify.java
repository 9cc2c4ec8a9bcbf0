package io.nagare.sync;

import io.nagare.One;

/**
 * Wakes streams that wait for something to have changed, without saying what (Tokio's {@code Notify}). It remembers at
 * most one notification that found nobody waiting.
 *
 * <pre>{@code
 * Notify changed = Notify.create();
 * changed.notified().then(One.fromCallable(state::read)).subscribe(...);
 * state.write(value);
 * changed.notifyOne();
 * }</pre>
 */
public interface Notify {

    /** A notify with nothing to remember. */
    static Notify create() {
        return SynchronizationEngines.engine().notification();
    }

    /**
     * Completes with the first notification that is for this subscriber: one that was remembered, or one that comes
     * when those who subscribed before have had theirs. Demand: none is needed, it waits from the subscription on.
     * Cancellation: a {@link #notifyOne()} that had chosen this subscriber goes on to the next.
     */
    One<Void> notified();

    /** Wakes who has waited longest; if nobody waits, the next who would wait does not have to. */
    void notifyOne();

    /** As {@link #notifyOne()}, but wakes who came last. */
    void notifyLast();

    /** Wakes all who wait at this moment. Remembers nothing for those who come later. */
    void notifyWaiters();
}

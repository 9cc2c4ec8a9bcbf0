package io.nagare.sync;

import io.nagare.One;

/**
 * Wakes streams that wait for a change, without saying what has changed (Tokio's {@code Notify}). It remembers one
 * notification at most that found no stream waiting.
 *
 * <pre>{@code
 * Notify changed = Notify.create();
 * changed.notified().then(One.fromCallable(state::read)).subscribe(...);
 * state.write(value);
 * changed.notifyOne();
 * }</pre>
 *
 * @since 0.1
 */
public interface Notify {

    /** Makes a notify that remembers nothing. */
    static Notify create() {
        return SynchronizationEngines.engine().notification();
    }

    /**
     * Completes with the first notification for this subscriber: the remembered one, or one that comes after earlier
     * subscribers have had theirs. Demand: none is needed; it waits from the subscription on. Cancellation: if a {@link
     * #notifyOne()} had chosen this subscriber, the notification goes to the next.
     */
    One<Void> notified();

    /** Wakes the subscriber that has waited longest. If none waits, the next one does not have to wait. */
    void notifyOne();

    /** As {@link #notifyOne()}, but wakes the subscriber that came last. */
    void notifyLast();

    /** Wakes all subscribers that wait now. Remembers nothing for later ones. */
    void notifyWaiters();
}

package io.nagare.engine.sync;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that waits for one thing: a permit, a notification, an end. Any thread may settle it, under the lock
 * of what is waited for, and must wake it after that; what it waited for is delivered on its strand.
 *
 * <p>Always holds: a waiter is settled at most once. A settled waiter either delivers or, if it was cancelled before,
 * is told to {@link #leave()}, which gives back what it was settled with: nothing is lost between the two.
 *
 * @param <T> what is delivered
 */
abstract class Waiter<T> extends Leaf implements StrandSubscription {

    /** The neighbours in a {@link WaitLine}; belong to the lock that guards the line. */
    @Nullable Waiter<?> previous;

    @Nullable Waiter<?> next;

    private final StrandSubscriber<? super T> subscriber;

    private @Nullable Throwable failure;

    /**
     * Written once, under the lock, after {@code failure}. Volatile because the strand may run this leaf for no reason
     * at the same time, and then reads it without the lock.
     */
    private volatile boolean settled;

    private boolean entered;
    private boolean delivering;
    private boolean done;

    Waiter(StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.subscriber = subscriber;
    }

    /** Takes a place in line, or settles this at once. On the strand, once, holding no lock. */
    abstract void enter();

    /**
     * Undoes what {@link #enter()} did and gives back what this was settled with. On the strand, at most once, instead
     * of the delivery.
     */
    abstract void leave();

    /** What is delivered, null for nothing. On the strand, once. */
    abstract @Nullable T item();

    /** Subscribes; enters on the first demand. */
    final void start() {
        subscriber.onSubscribe(this);
    }

    /** Subscribes and enters, for what delivers no item and so needs no demand. */
    final void startAtOnce() {
        subscriber.onSubscribe(this);
        begin();
    }

    private void begin() {
        if (!entered && !done) {
            entered = true;
            enter();
            run();
        }
    }

    /**
     * It is this one's turn. Under the lock; {@link #wake()} must follow when it has been left, unless within enter().
     */
    final void settle() {
        settled = true;
    }

    /** There is nothing to wait for any more. As {@link #settle()}. */
    final void settle(Throwable reason) {
        failure = reason;
        settled = true;
    }

    /** Whether this was settled. Under the lock. */
    final boolean isSettled() {
        return settled;
    }

    /** Whether this was settled with a failure. Under the lock. */
    final boolean hasFailed() {
        return failure != null;
    }

    @Override
    public final void request(long n) {
        begin();
    }

    @Override
    public final void cancel() {
        if (!done) {
            done = true;
            if (entered && !delivering) {
                leave();
            }
        }
    }

    @Override
    protected final void run() {
        if (!settled || done || delivering) {
            return;
        }
        delivering = true;
        if (failure != null) {
            done = true;
            subscriber.onError(failure);
            return;
        }
        T item = item();
        if (item != null) {
            subscriber.onNext(item);
        }
        if (!done) {
            done = true;
            subscriber.onComplete();
        }
    }
}

package io.nagare.engine.waiting;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that waits for a permit, a notification or an end. Any thread may settle it under the lock of the
 * object that it waits for. That thread must wake the waiter afterwards. The item is delivered on the waiter's strand.
 *
 * <p>Always holds: a waiter is settled at most once. A settled waiter either delivers, or was cancelled before. If it
 * was cancelled, {@link #leave()} is called and gives back what the waiter was settled with. So nothing is lost between
 * settling and cancelling.
 *
 * @param <T> the item that is delivered
 */
public abstract class Waiter<T> extends Leaf implements StrandSubscription {

    /** The neighbours in a {@link WaitLine}. The lock that guards the line guards them. */
    @Nullable Waiter<?> previous;

    @Nullable Waiter<?> next;

    private final StrandSubscriber<? super T> subscriber;

    private @Nullable Throwable failure;

    /**
     * Written once, under the lock, after {@code failure}. Volatile, because the strand may run this leaf at the same
     * time without a wake, and reads this field without the lock. This field also publishes {@code failure} and the
     * subclass's fields, which are plain.
     */
    private volatile boolean settled;

    private boolean entered;
    private boolean delivering;
    private boolean done;

    public Waiter(StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.subscriber = subscriber;
    }

    /** Takes a place in line, or settles this at once. On the strand, once, without any lock. */
    public abstract void enter();

    /**
     * Undoes what {@link #enter()} did, and gives back what this was settled with. On the strand, at most once, and
     * only if nothing is delivered.
     */
    public abstract void leave();

    /** Returns the item to deliver, or null for none. On the strand, once. */
    public abstract @Nullable T item();

    /** Subscribes, and enters the line on the first demand. */
    public final void start() {
        subscriber.onSubscribe(this);
    }

    /** Subscribes and enters the line at once. For waiters that deliver no item and need no demand. */
    public final void startAtOnce() {
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
     * Settles this waiter: its turn has come. Under the lock. The caller must {@link #wake()} it after releasing the
     * lock, except within {@link #enter()}.
     */
    public final void settle() {
        settled = true;
    }

    /** Settles this waiter with a failure. Otherwise as {@link #settle()}. */
    public final void settle(Throwable reason) {
        failure = reason;
        settled = true;
    }

    /** Whether this was settled. Under the lock. */
    public final boolean isSettled() {
        return settled;
    }

    /** Whether this was settled with a failure. Under the lock. */
    public final boolean hasFailed() {
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

package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that one holder at a time may use, even while it waits for something (Tokio's {@code Mutex}). First come,
 * first served. It is not reentrant: a holder that asks again waits for itself. Where nothing waits while the lock is
 * held, a lock of the JDK costs less.
 *
 * <pre>{@code
 * Exclusive<Connection> connection = Exclusive.of(open());
 * One<Reply> reply = connection.withLock(guard -> guard.get().exchange(request));
 * }</pre>
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface Exclusive<T> {

    /** Makes a value that is not locked. */
    static <T> Exclusive<T> of(T value) {
        return SynchronizationEngines.engine().exclusive(requireNonNull(value, "value"));
    }

    /**
     * Emits a guard when it is this subscriber's turn. The guard must be closed. Demand: enters the line with the first
     * request. Cancellation: the place in line is lost, and a guard that comes too late is closed.
     */
    One<Guard<T>> lock();

    /** Returns a guard if the value is not locked and no subscriber waits for it, else null. */
    @Nullable Guard<T> tryLock();

    /**
     * Locks the value for each subscription, passes the guard to {@code work}, and emits the item of the resulting
     * {@code One}. The value is unlocked before the end is passed on, after a cancellation, or when {@code work} itself
     * closes the guard. A blocking call that has started goes on after a cancellation, without the lock. Demand: passed
     * on when the value is locked.
     */
    <R> One<R> withLock(Function<? super Guard<T>, ? extends One<R>> work);

    /** As {@link #withLock}, for a stream of any number of items. */
    <R> Many<R> withLockMany(Function<? super Guard<T>, ? extends Many<R>> work);
}

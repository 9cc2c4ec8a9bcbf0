package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that one holder at a time may use, also across waiting (Tokio's {@code Mutex}). First come, first served. It
 * is not reentrant: who holds it and asks again waits for itself. Where nothing waits while the lock is held, a lock of
 * the JDK costs less.
 *
 * <pre>{@code
 * Exclusive<Connection> connection = Exclusive.of(open());
 * One<Reply> reply = connection.withLock(guard -> guard.get().exchange(request));
 * }</pre>
 *
 * @param <T> the value
 */
public interface Exclusive<T> {

    /** A value that is not locked. */
    static <T> Exclusive<T> of(T value) {
        return SynchronizationEngines.engine().exclusive(requireNonNull(value, "value"));
    }

    /**
     * Emits a guard, which must be closed, when it is this subscriber's turn. Demand: asks with the first.
     * Cancellation: who waits loses the place; a guard that comes too late is closed.
     */
    One<Guard<T>> lock();

    /** A guard if the value is not locked and nobody waits for it, else null. */
    @Nullable Guard<T> tryLock();

    /**
     * What {@code work} makes of the guard, for each subscription with the value locked: until before the end is passed
     * on, or after it has been cancelled, or until {@code work} itself closes the guard. Demand: passed on when the
     * value is locked.
     */
    <R> One<R> withLock(Function<? super Guard<T>, ? extends One<R>> work);

    /** As {@link #withLock}, for a stream of any number of items. */
    <R> Many<R> withLockMany(Function<? super Guard<T>, ? extends Many<R>> work);
}

package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that any number of holders may read or one may write, even while they wait for something (Tokio's {@code
 * RwLock}). First come, first served: readers that come after a waiting writer wait too, so writers do not starve. It
 * is not reentrant. A reader that asks again may wait for a writer that came between, and that writer waits for the
 * reader.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface ReadWrite<T> {

    /** The largest number of concurrent readers: 2<sup>29</sup>. */
    int MAX_READERS = 1 << 29;

    /** Makes a value that is not locked. */
    static <T> ReadWrite<T> of(T value) {
        return SynchronizationEngines.engine().readWrite(requireNonNull(value, "value"));
    }

    /**
     * Emits a guard for reading when it is this subscriber's turn. The guard must be closed. Demand: enters the line
     * with the first request. Cancellation: the place in line is lost, and a guard that comes too late is closed.
     */
    One<ReadGuard<T>> read();

    /** As {@link #read()}, for writing. */
    One<WriteGuard<T>> write();

    /** Returns a guard for reading if no holder writes and no subscriber waits, else null. */
    @Nullable ReadGuard<T> tryRead();

    /** Returns a guard for writing if no holder reads or writes and no subscriber waits, else null. */
    @Nullable WriteGuard<T> tryWrite();

    /**
     * Locks the value for reading, for each subscription, passes it to {@code work}, and emits the item of the
     * resulting {@code One}. The value is unlocked before the end is passed on, or after a cancellation. Demand: passed
     * on when the value is locked.
     */
    <R> One<R> withReadLock(Function<? super T, ? extends One<R>> work);

    /** As {@link #withReadLock}, for a stream of any number of items. */
    <R> Many<R> withReadLockMany(Function<? super T, ? extends Many<R>> work);

    /** As {@link #withReadLock}, with the value locked for writing. {@code work} may close the guard itself. */
    <R> One<R> withWriteLock(Function<? super WriteGuard<T>, ? extends One<R>> work);

    /** As {@link #withWriteLock}, for a stream of any number of items. */
    <R> Many<R> withWriteLockMany(Function<? super WriteGuard<T>, ? extends Many<R>> work);
}

package io.nagare.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that any number may read or one may write, also across waiting (Tokio's {@code RwLock}). First come, first
 * served: readers who come after a writer that waits do so too, so that writers do not starve. It is not reentrant: who
 * reads and asks again waits for a writer that came between, and that for it.
 *
 * @param <T> the value
 */
public interface ReadWrite<T> {

    /** How many can read at a time: 2<sup>29</sup>. */
    int MAX_READERS = 1 << 29;

    /** A value that is not locked. */
    static <T> ReadWrite<T> of(T value) {
        return SynchronizationEngines.engine().readWrite(requireNonNull(value, "value"));
    }

    /**
     * Emits a guard for reading, which must be closed, when it is this subscriber's turn. Demand: asks with the first.
     * Cancellation: who waits loses the place; a guard that comes too late is closed.
     */
    One<ReadGuard<T>> read();

    /** As {@link #read()}, for writing. */
    One<WriteGuard<T>> write();

    /** A guard for reading if nobody writes or waits, else null. */
    @Nullable ReadGuard<T> tryRead();

    /** A guard for writing if nobody reads, writes or waits, else null. */
    @Nullable WriteGuard<T> tryWrite();

    /**
     * What {@code work} makes of the value, for each subscription with the value locked for reading: until before the
     * end is passed on, or after it has been cancelled. Demand: passed on when the value is locked.
     */
    <R> One<R> withReadLock(Function<? super T, ? extends One<R>> work);

    /** As {@link #withReadLock}, for a stream of any number of items. */
    <R> Many<R> withReadLockMany(Function<? super T, ? extends Many<R>> work);

    /** As {@link #withReadLock}, with the value locked for writing, or until {@code work} itself closes the guard. */
    <R> One<R> withWriteLock(Function<? super WriteGuard<T>, ? extends One<R>> work);

    /** As {@link #withWriteLock}, for a stream of any number of items. */
    <R> Many<R> withWriteLockMany(Function<? super WriteGuard<T>, ? extends Many<R>> work);
}

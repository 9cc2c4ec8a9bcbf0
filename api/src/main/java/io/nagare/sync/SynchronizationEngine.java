package io.nagare.sync;

import io.nagare.One;
import java.util.function.Function;

/**
 * What makes the types of this package. Found once through {@link java.util.ServiceLoader}; application code never
 * calls it. Arguments have been checked.
 */
public interface SynchronizationEngine {

    /** A semaphore; see {@link Permits#of(int, int)}. */
    Permits permits(int initial, int maximum);

    /** A notify; see {@link Notify#create()}. */
    Notify notification();

    /** A mutex; see {@link Exclusive#of}. */
    <T> Exclusive<T> exclusive(T value);

    /** A read-write lock; see {@link ReadWrite#of}. */
    <T> ReadWrite<T> readWrite(T value);

    /** A barrier; see {@link Barrier#of}. */
    Barrier barrier(int parties);

    /** A once-cell; see {@link OnceCell#create}. */
    <T> OnceCell<T> onceCell();

    /** A token; see {@link CancellationToken#create}. */
    CancellationToken cancellationToken();

    /** A tracker; see {@link TaskTracker#create}. */
    TaskTracker taskTracker();

    /** A join set; see {@link JoinSet#create}. */
    <T> JoinSet<T> joinSet();

    /** A scope; see {@link Scope#open}. */
    <T> One<T> scoped(Function<? super Scope, ? extends One<? extends T>> body);
}

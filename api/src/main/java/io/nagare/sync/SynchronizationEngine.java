package io.nagare.sync;

import io.nagare.One;
import java.util.function.Function;

/**
 * Makes the types of this package, from arguments that have been checked. It is found once, through {@link
 * java.util.ServiceLoader}. Application code never calls it.
 *
 * @since 0.1
 */
public interface SynchronizationEngine {

    /** Makes a semaphore; see {@link Permits#of(int, int)}. */
    Permits permits(int initial, int maximum);

    /** Makes a notify; see {@link Notify#create()}. */
    Notify notification();

    /** Makes a mutex; see {@link Exclusive#of}. */
    <T> Exclusive<T> exclusive(T value);

    /** Makes a read-write lock; see {@link ReadWrite#of}. */
    <T> ReadWrite<T> readWrite(T value);

    /** Makes a barrier; see {@link Barrier#of}. */
    Barrier barrier(int parties);

    /** Makes a once-cell; see {@link OnceCell#create}. */
    <T> OnceCell<T> onceCell();

    /** Makes a token; see {@link CancellationToken#create}. */
    CancellationToken cancellationToken();

    /** Makes a tracker; see {@link TaskTracker#create}. */
    TaskTracker taskTracker();

    /** Makes a join set; see {@link JoinSet#create}. */
    <T> JoinSet<T> joinSet();

    /** Opens a scope for each subscription; see {@link Scope#open}. */
    <T> One<T> scoped(Function<? super Scope, ? extends One<? extends T>> body);
}

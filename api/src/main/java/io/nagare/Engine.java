package io.nagare;

import io.nagare.failure.BlockedWorkerException;
import io.nagare.policy.Memory;
import io.nagare.policy.Sharing;
import io.nagare.stage.Origin;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Makes programs run. It is found once, through {@link java.util.ServiceLoader}. Application code never calls it.
 *
 * @since 0.1
 */
public interface Engine {

    /** Returns a stream of the items of an origin. */
    <T> Many<T> many(Origin<T> origin);

    /** Returns the item of an origin. The caller knows that the origin emits one item at most. */
    <T> One<T> one(Origin<T> origin);

    /** Returns a stream of the bytes of an origin. */
    ByteStream bytes(Origin<Bytes> origin);

    /** Shares one subscription to the source among all subscribers; see {@link Many#share(Sharing)}. */
    <T> Many<T> share(Publisher<? extends T> source, Sharing sharing);

    /** Remembers the result of the source; see {@link One#memoize(Memory)}. */
    <T> One<T> memoize(One<T> source, Memory<? super T> memory);

    /** Shares one subscription to the source within the selector's result; see {@link Many#publish}. */
    <T, R> Many<R> publish(
            Publisher<? extends T> source,
            int capacity,
            Function<? super Many<T>, ? extends Publisher<? extends R>> selector);

    /**
     * Subscribes for a thread that may block, and requests {@code prefetch} items ahead; see {@link
     * Many#toIterable(int)}.
     */
    <T> FetchedItems<T> iterate(Publisher<T> source, int prefetch);

    /** Starts a runtime. */
    Nagare start(NagareBuilder options);

    /** Returns the runtime of the calling thread, or the default one. */
    Nagare current();

    /** Returns a local's value in the program whose function the calling thread runs, or null. */
    <T> @Nullable T local(TaskLocal<T> local);

    /**
     * Refuses a call that may block on a worker.
     *
     * @throws BlockedWorkerException if the calling thread is a worker of any runtime
     */
    void refuseOnWorker(String call);
}

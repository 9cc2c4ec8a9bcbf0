package io.nagare;

import io.nagare.policy.Memory;
import io.nagare.policy.Sharing;
import io.nagare.stage.Origin;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What makes programs run. Found once through {@link java.util.ServiceLoader}; application code never calls it.
 *
 * @since 0.1
 */
public interface Engine {

    /** A stream of what the origin emits. */
    <T> Many<T> many(Origin<T> origin);

    /** A stream of what the origin emits, which the caller knows to be one item at the most. */
    <T> One<T> one(Origin<T> origin);

    /** A stream of bytes of what the origin emits. */
    ByteStream bytes(Origin<Bytes> origin);

    /** One subscription to the source, shared by all subscribers; see {@link Many#share(Sharing)}. */
    <T> Many<T> share(Publisher<? extends T> source, Sharing sharing);

    /** The result of the source, remembered; see {@link One#memoize(Memory)}. */
    <T> One<T> memoize(One<T> source, Memory<? super T> memory);

    /** One subscription to the source, shared within what the selector makes of it; see {@link Many#publish}. */
    <T, R> Many<R> publish(
            Publisher<? extends T> source,
            int capacity,
            Function<? super Many<T>, ? extends Publisher<? extends R>> selector);

    /** Subscribes, for a thread that may block, with that many items ahead of it; see {@link Many#toIterable(int)}. */
    <T> FetchedItems<T> iterate(Publisher<T> source, int prefetch);

    /** Starts a runtime. */
    Nagare start(NagareBuilder options);

    /** The runtime of the calling thread, or the default one. */
    Nagare current();

    /** The value of a local in the program whose function the calling thread is in, or null. */
    <T> @Nullable T local(TaskLocal<T> local);

    /** Throws {@link BlockedWorkerException} if the calling thread is a worker of any runtime. */
    void refuseOnWorker(String call);
}

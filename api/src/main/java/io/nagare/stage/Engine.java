package io.nagare.stage;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.policy.Memory;
import io.nagare.policy.Sharing;
import java.util.Map;
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

    /** Adds a stage behind a stream, which may be any publisher. */
    <T, R> Many<R> many(Publisher<T> upstream, Stage<? super T, R> stage);

    /** As {@link #many(Publisher, Stage)}. The caller knows that the stage emits one item at most. */
    <T, R> One<R> one(Publisher<T> upstream, Stage<? super T, R> stage);

    /** As {@link #many(Publisher, Stage)}, for bytes. */
    ByteStream bytes(Publisher<Bytes> upstream, Stage<Bytes, Bytes> stage);

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

    /** Makes a runtime the default one; see {@link Nagare#makeDefault}. */
    void makeDefault(Nagare runtime);

    /**
     * Returns a local's value, or null. It is the value in the program that runs on the calling thread at the moment.
     */
    <T> @Nullable T local(TaskLocal<T> local);

    /** Gives the calling thread a local's value. The result takes it back; see {@link TaskLocal#install}. */
    <T> Runnable install(TaskLocal<T> local, T value);

    /** Remembers the calling thread's locals. The result restores them; see {@link TaskLocal#remember}. */
    Runnable rememberLocals();

    /** Returns the values of all locals in the program that runs on the calling thread at the moment. */
    Map<TaskLocal<?>, Object> locals();

    /** Makes a task find what the program on the calling thread finds at the moment; see {@link TaskLocal#bound}. */
    Runnable bound(Runnable task);

    /** Whether a thread is a worker of any runtime. */
    boolean isWorker(Thread thread);

    /**
     * Refuses a call that may block on a worker.
     *
     * @throws BlockedWorkerException if the calling thread is a worker of any runtime
     */
    void refuseOnWorker(String call);
}

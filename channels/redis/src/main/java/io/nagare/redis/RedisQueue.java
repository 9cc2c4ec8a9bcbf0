package io.nagare.redis;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import org.reactivestreams.Publisher;

/**
 * A bounded queue on a stream of Redis: {@link io.nagare.channel.Mpsc} across machines, with any number of
 * receivers. Each value goes to one of them, which answers for it with its {@link RedisDelivery}. A value whose
 * receiver is lost goes to another one.
 *
 * <pre>{@code
 * RedisQueue<Job> jobs = redis.queue("jobs", codec, QueueSettings.bounded(1_000)).block();
 * jobs.receiver().mapParallel(4, job -> job.value().run()).subscribe(...);
 * }</pre>
 *
 * <p><i>Sending.</i> When the queue is full, senders wait. The values of one program keep their order, also when the
 * queue is full and when they are sent again after a lost connection. None is stored twice, unless its sender is cut
 * off for more than an hour.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface RedisQueue<T> extends Sink<T> {

    /** The name of the channel, as it was opened. */
    String name();

    /** The number of values that the server keeps at most. */
    int capacity();

    /**
     * Sends the value once for each subscription, and completes when the server has confirmed it. While the queue is
     * full or the connection is lost, the value waits. Demand, cancellation and errors: as {@link RedisBroadcast#send}.
     */
    One<Void> send(T value);

    /**
     * Sends the publisher's items, and completes when it has and all are confirmed. The channel stays open. Demand,
     * cancellation and errors: as {@link RedisBroadcast#sendAll}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);

    /**
     * Emits values to work on. Any number of subscribers share them, in all programs. Demand: the server is asked for
     * what was requested and nothing more. Cancellation: what is here and was not emitted goes back to the queue, as
     * does what is on its way. Completes when the channel is
     * closed and each value was acknowledged or rejected. Errors: as {@link RedisBroadcast#receiver(Start,
     * io.nagare.policy.Lag)}.
     */
    Many<RedisDelivery<T>> receiver();

    /** Asks the server how many values are in the queue, those included that receivers have not answered for. */
    One<Long> size();

    /**
     * Completes when the channel is closed. Demand: none is needed. Errors: {@link
     * io.nagare.redis.failure.RedisClosedException}, {@link io.nagare.redis.failure.ChannelGoneException}, and {@link
     * io.nagare.redis.failure.RedisRefusedException} while the server refuses to close it.
     */
    One<Void> closed();

    /** Whether the channel is closed, as far as this program has heard. */
    boolean isClosed();

    /**
     * Closes the channel for everybody, as {@link RedisBroadcast#close}: nothing more can be sent, and receivers get
     * the values that are left.
     */
    @Override
    void close();
}

package io.nagare.nats;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import org.reactivestreams.Publisher;

/**
 * A bounded queue on a stream of NATS JetStream: {@link io.nagare.channel.Mpsc} across machines, with any number of
 * receivers. Each value goes to one of them, which answers for it with its {@link Delivery}. A value whose receiver is
 * lost goes to another one.
 *
 * <pre>{@code
 * NatsQueue<Job> jobs = nats.queue("jobs", codec, QueueSettings.bounded(1_000)).block();
 * jobs.receiver().mapParallel(4, job -> job.value().run()).subscribe(...);
 * }</pre>
 *
 * <p><i>Sending.</i> When the queue is full, senders wait. Within the server's window of deduplication, two minutes, no
 * value is stored twice. The values of a sender that waits for each send keep their order; so do those of a stream, as
 * long as the queue is not full.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface NatsQueue<T> extends Sink<T> {

    /** The name of the channel, which is the subject of its values. */
    String name();

    /** The number of values that the server keeps at most. */
    int capacity();

    /**
     * Sends the value once for each subscription, and completes when the server has confirmed it. While the queue is
     * full or the connection is lost, the value waits. Demand, cancellation and errors: as {@link NatsBroadcast#send}.
     */
    One<Void> send(T value);

    /**
     * Sends the publisher's items, and completes when it has and all are confirmed. The channel stays open. Demand,
     * cancellation and errors: as {@link NatsBroadcast#sendAll}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);

    /**
     * Emits values to work on. Any number of subscribers share them, in all programs. Demand: the server is asked for
     * what was requested and nothing more. Cancellation: what is here and was not emitted goes back to the queue; what
     * is on its way goes to another receiver after {@link QueueSettings#answerWithin()}. Completes when the channel is
     * closed and each value was acknowledged or rejected. Errors: as {@link NatsBroadcast#receiver(Start,
     * io.nagare.policy.Lag)}.
     */
    Many<Delivery<T>> receiver();

    /** Asks the server how many values are in the queue, those included that receivers have not answered for. */
    One<Long> size();

    /**
     * Completes when the channel is closed. Demand: none is needed. Errors: {@link
     * io.nagare.nats.failure.NatsClosedException}, {@link io.nagare.nats.failure.StreamGoneException} and {@link
     * io.nagare.nats.failure.NatsRefusedException}, if nothing will be heard of the channel any more.
     */
    One<Void> closed();

    /** Whether the channel is closed, as far as this program has heard. */
    boolean isClosed();

    /**
     * Closes the channel for everybody, as {@link NatsBroadcast#close}: nothing more can be sent, and receivers get the
     * values that are left.
     */
    @Override
    void close();
}

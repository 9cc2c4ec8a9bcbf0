package io.nagare.nats;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import org.reactivestreams.Publisher;

/**
 * A paced broadcast on a stream of NATS JetStream: {@link io.nagare.channel.PacedBroadcast} across machines. No
 * subscriber misses a value. When the slowest one is {@link #capacity()} values behind, senders on all machines wait.
 *
 * <p><i>A subscriber whose program is gone.</i> Nobody can tell a dead program from one that was cut off. So such a
 * subscriber holds senders back for a time that the settings say ({@link PacedSettings#inactive()}). Then the server
 * gives it up. If its program lives after all, the receiver fails with a {@link
 * io.nagare.nats.failure.SubscriberGivenUpException}; it never misses silently. A subscriber with a name outlives its
 * program ({@link #receiver(String)}).
 *
 * <p>Values without any subscriber go to nobody, and there is no replay. Otherwise the methods are those of {@code
 * Multicast}. {@link #subscribers}, {@link #abandoned} and {@link #lag} are about the subscribers of this object;
 * {@link #closed}, {@link #isClosed} and {@link #size} are about the channel of all.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface NatsPacedBroadcast<T> extends Sink<T> {

    /** The name of the channel, which is the subject of its values. */
    String name();

    /** How many values the slowest subscriber can be behind. */
    int capacity();

    /**
     * Sends the value once for each subscription, and completes when the server has confirmed it. While the slowest
     * subscriber has no room or the connection is lost, the value waits. Demand, cancellation and errors: as {@link
     * NatsBroadcast#send}.
     */
    One<Void> send(T value);

    /**
     * Sends the publisher's items in order, and completes when it has and all are confirmed. The channel stays open.
     * Demand on the publisher: as many items as may be on their way at once ({@link PacedSettings#sending()}).
     * Cancellation cancels the publisher. Errors: the publisher's failure, or as {@link #send}.
     */
    @Override
    One<Void> sendAll(Publisher<? extends T> values);

    /**
     * Emits the values that are sent after each subscription. A value makes room when it was handed downstream. Demand:
     * the server is asked for what was requested, and from the first request on for as many more as {@link
     * PacedSettings#prefetch()} says; those make no room before they are emitted. A lost connection is waited out.
     * Cancellation: the subscriber holds nobody back any more. Without a connection that takes {@link
     * PacedSettings#inactive()}. Completes when the channel is closed and the values in it have been taken. Errors:
     * {@link io.nagare.nats.failure.SubscriberGivenUpException} if the server has heard nothing of this program for
     * that time; otherwise as {@link NatsBroadcast#receiver(Start, io.nagare.policy.Lag)}.
     */
    Many<T> receiver();

    /**
     * Emits the values to a subscriber that outlives its program. The first subscription of a name gets what is sent
     * after it; each later one goes on where the one before ended. Meanwhile the server keeps the values, so a name
     * that nobody uses holds senders back, without a limit of time, until {@link #forget}.
     *
     * <p>A value is taken when it was handed downstream. It can come again if the program was killed before the server
     * heard of that. Work behind it is not done again: that is for a {@link NatsQueue}. A name has one subscription at
     * a time. Of two, one goes on, mostly the newer; the other one fails.
     *
     * <p>Demand: as {@link #receiver()}. Cancellation: the name keeps its place. Completes as {@link #receiver()}.
     * Errors: {@link io.nagare.nats.failure.SubscriberGivenUpException} if the name was forgotten, or another
     * subscription has taken its values; otherwise as {@link #receiver()}.
     *
     * @param name 1 to 100 letters, digits, - and _
     * @throws IllegalArgumentException if the name has other characters or another length
     */
    Many<T> receiver(String name);

    /**
     * Forgets a name, which then holds nobody back. Completes when the server has done so, also if it had none. Demand:
     * none is needed. Cancellation: it may be done or not. Errors: as {@link #closed}.
     *
     * @throws IllegalArgumentException as {@link #receiver(String)}
     */
    One<Void> forget(String name);

    /** The number of subscribers of this object. */
    int subscribers();

    /** The number of values that the slowest subscriber of this object has not taken, as far as this has heard. */
    long lag();

    /** Asks the server how many values are in the channel that not all subscribers have taken. */
    One<Long> size();

    /** Completes when this object has no subscriber, at once if there is none now. Demand: none is needed. */
    One<Void> abandoned();

    /**
     * Completes when the channel is closed. Demand: none is needed. Errors: {@link
     * io.nagare.nats.failure.NatsClosedException}, {@link io.nagare.nats.failure.StreamGoneException} and {@link
     * io.nagare.nats.failure.NatsRefusedException}, if nothing will be heard of the channel any more.
     */
    One<Void> closed();

    /** Whether the channel is closed, as far as this program has heard. */
    boolean isClosed();

    /**
     * Closes the channel for everybody. Sends that wait for room fail; subscribers get what is in the channel, and
     * complete. Returns at once, as {@link NatsBroadcast#close}.
     */
    @Override
    void close();
}

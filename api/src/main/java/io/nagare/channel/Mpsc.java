package io.nagare.channel;

import io.nagare.Many;
import io.nagare.One;
import org.jspecify.annotations.Nullable;

/**
 * A queue from any number of senders to one receiver at a time, first come, first served (Tokio's {@code mpsc}).
 *
 * <pre>{@code
 * Mpsc<Job> jobs = Mpsc.bounded(64);
 * jobs.receiver().mapParallel(4, Job::run).subscribe(...);
 * requests.map(Job::of).sendTo(jobs).subscribe(...);      // as fast as there is room
 * }</pre>
 *
 * <p>It is an interface so that the same contract can be served across machines.
 *
 * <p><i>Order.</i> The values of one sender arrive in order if it waits for each send to complete. They also do if it
 * sends them through one stream ({@link #sendAll}, {@code concatMap}). Sends that wait at the same time, each on its
 * own, are granted room in order, but may publish out of order.
 *
 * <p><i>Senders.</i> The channel itself is a sender, which is not counted. {@link #sender()} makes counted senders: the
 * channel is closed when the last of them is closed.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface Mpsc<T> extends MpscSender<T> {

    /** The largest capacity: 2<sup>24</sup>. */
    int MAX_CAPACITY = 1 << 24;

    /**
     * Makes a channel with room for {@code capacity} values. The room is allocated at once.
     *
     * @param capacity 1 to {@link #MAX_CAPACITY}
     * @throws IllegalArgumentException if the capacity is out of range
     */
    static <T> Mpsc<T> bounded(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a channel's capacity must be 1 to " + MAX_CAPACITY + ", but was " + capacity);
        }
        return ChannelEngines.engine().mpsc(capacity);
    }

    /** Makes a channel in which sending never waits. Memory is its only bound. */
    static <T> Mpsc<T> unbounded() {
        return ChannelEngines.engine().unboundedMpsc();
    }

    /** Makes a counted sender. On a closed channel it starts out closed. */
    MpscSender<T> sender();

    /** The number of senders that {@link #sender()} has made and that are not closed. */
    int senders();

    /**
     * Emits the values, oldest first. There is one subscriber at a time; meanwhile another one fails with {@link
     * ReceiverTakenException}. If a subscriber cancels, the values that it has not taken stay for the next. A
     * cancellation by another thread takes effect when the strand of the subscription sees it. Demand: values wait in
     * the channel. Completes when the channel is closed, all values have been taken, and all slots have been used or
     * released.
     */
    Many<T> receiver();

    /**
     * Waits for the oldest value and emits it. The value leaves the channel before that, so the next value can be
     * received while it is emitted. Completes without a value when {@link #receiver()} would complete: {@code
     * receive().block()} returns null at the end. While it waits, it is the channel's subscriber. Demand: takes a value
     * with the first request. Cancellation: no value is taken.
     */
    One<T> receive();

    /**
     * Takes the oldest value if one is available, without waiting (Tokio's {@code try_recv}). Any thread may call it,
     * but one at a time: during the call it is the channel's subscriber.
     *
     * @return null if no value is available now, also if one is just being sent; null for good if {@link #isClosed()}
     *     and no slot is reserved
     * @throws ReceiverTakenException if there is a subscriber; no value is taken then
     */
    @Nullable T tryReceive();

    /**
     * Closes the channel. Nothing more can be sent, except through slots. Sends that wait for room fail. The receiver
     * gets the values that are left.
     */
    @Override
    void close();

    /** The number of values that wait for the receiver. */
    int size();

    /** The number of values that the channel has room for; {@link Integer#MAX_VALUE} if memory is the only bound. */
    int capacity();

    /** The number of values that there is room for now. Reserved slots take room. */
    int available();
}

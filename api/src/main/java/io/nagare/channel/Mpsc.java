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
 * <p>It is an interface so that the same contract can be served across machines. The values of one sender arrive in the
 * order in which it sent them, if it waits for each send to complete, or sends them through one stream ({@link
 * #sendAll}, {@code concatMap}); sends that wait at the same time, each on its own, get room in turn, but use it when
 * they run. Sending on the channel itself needs no sender of its own; {@link #sender()} makes senders that are counted,
 * for when the channel is to end with the last of them.
 *
 * @param <T> what is sent
 */
public interface Mpsc<T> extends MpscSender<T> {

    /** The largest capacity: 2<sup>24</sup>. */
    int MAX_CAPACITY = 1 << 24;

    /**
     * A channel with room for that many values, which is allocated at once.
     *
     * @param capacity 1 to {@link #MAX_CAPACITY}
     */
    static <T> Mpsc<T> bounded(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a channel's capacity must be 1 to " + MAX_CAPACITY + ", but was " + capacity);
        }
        return ChannelEngines.engine().mpsc(capacity);
    }

    /** A channel in which sending never waits; memory is its only bound. */
    static <T> Mpsc<T> unbounded() {
        return ChannelEngines.engine().unboundedMpsc();
    }

    /** A sender of its own. On a closed channel it is closed. */
    MpscSender<T> sender();

    /** How many senders were made by {@link #sender()} and have not been closed. */
    int senders();

    /**
     * The values, oldest first. One subscriber at a time: while there is one, others fail with {@link
     * ReceiverTakenException}; what a subscriber has not taken when it cancels stays for the next (a cancellation by
     * another thread has happened when the strand of the subscription has seen it). Demand: values wait in the channel.
     * Completes when the channel is closed, all values have been taken, and all slots have been used or given back.
     */
    Many<T> receiver();

    /**
     * Waits for the oldest value and emits it. It leaves the channel before that, so that the next value can be
     * received within. Completes without a value when {@link #receiver()} would complete: {@code receive().block()}
     * returns null at the end. While it waits it is the channel's subscriber. Demand: takes with the first.
     * Cancellation: no value is taken.
     */
    One<T> receive();

    /**
     * The oldest value, if it is there; never waits (Tokio's {@code try_recv}). Any thread, but for one at a time, as
     * it is the channel's subscriber meanwhile.
     *
     * @return null if there is none at the moment, also if one is just being sent; once {@link #isClosed()} and no slot
     *     is out, if there will be none any more
     * @throws ReceiverTakenException if there is a subscriber; no value is taken then
     */
    @Nullable T tryReceive();

    /**
     * Ends the channel. Nothing can be sent any more, but through slots. Sends that wait for room fail. The receiver
     * gets what is left.
     */
    @Override
    void close();

    /** How many values wait for the receiver. */
    int size();

    /** How many values have room at the most; {@link Integer#MAX_VALUE} if memory is the only bound. */
    int capacity();

    /** For how many values there is room at the moment; slots that are reserved take room. */
    int available();
}

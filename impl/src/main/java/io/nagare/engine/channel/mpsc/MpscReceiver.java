package io.nagare.engine.channel.mpsc;

import io.nagare.channel.ReceiverTakenException;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.queue.Contention;
import io.nagare.engine.waiting.Rest;
import org.jspecify.annotations.Nullable;

/** The subscription that takes the values of an mpsc channel. All methods run on the subscriber's strand. */
final class MpscReceiver<T> extends Leaf implements StrandSubscription {

    /** How many values the receiver takes, at most, before it tells waiting senders of the room. */
    private static final int MOST_UNTOLD = 512;

    private final QueueMpsc<T> channel;
    private final StrandSubscriber<? super T> subscriber;

    /**
     * Whether this takes one value only. It leaves the channel before it emits the value, so that the subscriber can
     * receive the next one.
     */
    private final boolean once;

    /** After how many values waiting senders are told: at most half of the capacity, so that they have room to fill. */
    private final int tellAfter;

    private long demand;

    /** The number of taken values that senders have not been told of. */
    private int untold;

    /** The value that is being emitted; it can be put back until a subscriber has it. */
    private @Nullable T offered;

    private boolean emitting;
    private boolean done;
    private boolean cancelled;

    MpscReceiver(QueueMpsc<T> channel, boolean once, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.once = once;
        this.channel = channel;
        this.subscriber = subscriber;
        this.tellAfter = Math.min(MOST_UNTOLD, Math.max(1, channel.capacity() / 2));
    }

    void start() {
        boolean joined = channel.join(this);
        done = !joined;
        subscriber.onSubscribe(this);
        if (joined) {
            run();
        } else if (!cancelled) {
            subscriber.onError(new ReceiverTakenException());
        }
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        cancelled = true;
        leave();
    }

    private void leave() {
        if (!done) {
            done = true;
            channel.part(this);
        }
    }

    @Override
    protected void run() {
        if (emitting || done) {
            return;
        }
        emitting = true;
        while (!done) {
            T value = demand > 0 ? find() : null;
            if (value == null) {
                break;
            }
            if (++untold == tellAfter) {
                tellOfRoom();
            }
            if (once) {
                passOn(value);
                return;
            }
            offered = value;
            if (subscriber.onNext(value)) {
                demand = Demand.subtract(demand, 1);
            }
            offered = null;
            if (!strand().spend(1)) {
                wake();
                break;
            }
        }
        if (untold > 0) {
            tellOfRoom();
        }
        emitting = false;
        if (!done && demand == 0 && channel.rest() == Rest.ENDED) {
            end();
        }
    }

    /**
     * Takes the next value. Returns null if there is none; then this leaf will be woken again, or the stream has ended.
     */
    private @Nullable T find() {
        for (int times = 0; ; times++) {
            T value = channel.take();
            if (value != null) {
                return value;
            }
            Rest rest = channel.rest();
            if (rest == Rest.ASLEEP) {
                return null;
            } else if (rest == Rest.ENDED) {
                end();
                return null;
            } else if (times == Contention.MOST_TIMES) {
                Thread.yield();
                wake();
                return null;
            }
            Contention.giveWay();
        }
    }

    @Override
    public boolean takeBack(Object item) {
        T value = offered;
        if (value != item) {
            return false;
        }
        offered = null;
        channel.putBack(value);
        return true;
    }

    private void passOn(T value) {
        leave();
        tellOfRoom();
        offered = value;
        subscriber.onNext(value);
        offered = null;
        if (!cancelled) {
            subscriber.onComplete();
        }
    }

    private void tellOfRoom() {
        untold = 0;
        channel.tellOfRoom();
    }

    private void end() {
        leave();
        subscriber.onComplete();
    }
}

package io.nagare.engine.channel.send;

import io.nagare.channel.ChannelClosedException;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.engine.waiting.WaitList;
import org.jspecify.annotations.Nullable;

/**
 * One sender's wait for room in a channel. The channel settles the sender once, under its lock, and then wakes it. The
 * sender learns the verdict on its strand. If it has left before, the channel takes back the room.
 */
public abstract class WaitingSender<T> extends Leaf {

    /** How a sender was settled. */
    public enum Verdict {
        /** The sender has a reservation. */
        GRANTED,
        /** The channel is closed. */
        REFUSED
    }

    protected final BoundedChannel<T> channel;
    public final WaitList.Place place = new WaitList.Place(this);

    /** Written under the channel's lock. Volatile, because the strand may read it at any time without the lock. */
    private volatile @Nullable Verdict verdict;

    private boolean entered;
    private boolean over;

    protected WaitingSender(BoundedChannel<T> channel, Strand strand) {
        super(strand);
        this.channel = channel;
    }

    protected static ChannelClosedException closedFor(String call) {
        return new ChannelClosedException("the channel is closed: " + call + " cannot send any more");
    }

    /** Called when this has a reservation. On the strand. */
    protected abstract void granted();

    /** Called when the channel is closed. On the strand. */
    protected abstract void refused();

    /** Takes a place in line. On the strand, once. */
    protected final void enter() {
        entered = true;
        channel.enter(this);
    }

    /**
     * Gives up the place in line, or the room. On the strand. Neither {@link #granted} nor {@link #refused} is called
     * after this.
     */
    protected final void leave() {
        if (entered && !over) {
            over = true;
            channel.leave(this);
        }
    }

    /** Under the channel's lock. */
    public final void settle(Verdict how) {
        verdict = how;
    }

    /** Under the channel's lock. */
    public final @Nullable Verdict verdict() {
        return verdict;
    }

    @Override
    protected final void run() {
        Verdict how = verdict;
        if (over || how == null) {
            return;
        }
        over = true;
        if (how == Verdict.GRANTED) {
            granted();
        } else {
            refused();
        }
    }
}

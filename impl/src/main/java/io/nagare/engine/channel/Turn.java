package io.nagare.engine.channel;

import io.nagare.channel.ChannelClosedException;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.engine.queue.WaitList;
import org.jspecify.annotations.Nullable;

/**
 * One wait for room in a channel. The channel settles it once, under its lock, and wakes it after that; then it is told
 * on its strand, unless it has left before, in which case the channel takes the room back.
 */
abstract class Turn<T> extends Leaf {

    /** How it was settled. */
    enum Verdict {
        /** There is a reservation for it. */
        GRANTED,
        /** The channel is closed. */
        REFUSED
    }

    final TurnedChannel<T> channel;
    final WaitList.Place place = new WaitList.Place(this);

    /** Written under the channel's lock; volatile, because the strand may look at any time. */
    private volatile @Nullable Verdict verdict;

    private boolean entered;
    private boolean over;

    Turn(TurnedChannel<T> channel, Strand strand) {
        super(strand);
        this.channel = channel;
    }

    static ChannelClosedException closedFor(String call) {
        return new ChannelClosedException("the channel is closed: " + call + " cannot send any more");
    }

    /** There is room, which this now has a reservation for. On the strand. */
    abstract void granted();

    /** The channel is closed. On the strand. */
    abstract void refused();

    /** Takes a place in line. On the strand, once. */
    final void enter() {
        entered = true;
        channel.enter(this);
    }

    /** Gives up the place in line, or the room. On the strand; nothing is told after that. */
    final void leave() {
        if (entered && !over) {
            over = true;
            channel.leave(this);
        }
    }

    /** Under the channel's lock. */
    final void settle(Verdict how) {
        verdict = how;
    }

    /** Under the channel's lock. */
    final @Nullable Verdict verdict() {
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

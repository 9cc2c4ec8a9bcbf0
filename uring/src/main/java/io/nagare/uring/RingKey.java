package io.nagare.uring;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.AbstractSelectionKey;

/** A socket in a selector. Any thread may change its interest, which counts from the next select on. */
final class RingKey extends AbstractSelectionKey {

    private final RingChannel channel;
    private final RingSelector selector;
    private volatile int interest;
    private volatile int ready;

    RingKey(RingChannel channel, RingSelector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    @Override
    public SelectableChannel channel() {
        return channel.asSelectable();
    }

    @Override
    public RingSelector selector() {
        return selector;
    }

    RingSocket socket() {
        return channel.ringSocket();
    }

    /** The interest, also of a key that was cancelled. */
    int interest() {
        return interest;
    }

    void ready(int operations) {
        ready = operations;
    }

    /** The operations that were found ready, also of a key that was cancelled. */
    int ready() {
        return ready;
    }

    @Override
    public int interestOps() {
        checkValid();
        return interest;
    }

    @Override
    public SelectionKey interestOps(int operations) {
        checkValid();
        if ((operations & ~channel().validOps()) != 0) {
            throw new IllegalArgumentException("not valid for this channel: " + operations);
        }
        synchronized (this) {
            change(operations);
        }
        return this;
    }

    @Override
    public int interestOpsOr(int operations) {
        checkValid();
        if ((operations & ~channel().validOps()) != 0) {
            throw new IllegalArgumentException("not valid for this channel: " + operations);
        }
        synchronized (this) {
            return change(interest | operations);
        }
    }

    @Override
    public int interestOpsAnd(int operations) {
        checkValid();
        synchronized (this) {
            return change(interest & operations);
        }
    }

    private int change(int operations) {
        int before = interest;
        if (before != operations) {
            interest = operations;
            selector.changed(socket());
        }
        return before;
    }

    @Override
    public int readyOps() {
        checkValid();
        return ready;
    }

    private void checkValid() {
        if (!isValid()) {
            throw new CancelledKeyException();
        }
    }
}

package io.nagare.net.transport;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.driver.Transfer;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription that writes a publisher's bytes to a connection. It is the subscriber of the bytes, and the
 * subscription of the caller that waits for the end. Runs on the caller's strand.
 *
 * <p>The first piece puts {@link #flush} at the end of the strand's ready leaves. It runs when upstream has paused, and
 * writes what has come by then. So pieces that come together are written together, and none waits for more.
 *
 * <p>Bytes that are read from another connection for this subscription alone are lent, in the buffer that they were
 * read into ({@link #onLent}). They are written at once. Only what the channel does not take is copied.
 *
 * <p>A file can be transferred without coming through here. Its source is told to go on whenever the channel has room.
 */
public final class WriteSource extends StrandSubscriber<Bytes> implements StrandSubscription {

    /** How many bytes may wait before no more are asked for, and how many are written at a time. */
    private static final int HIGH_MARK = 64 * 1024;

    /** About how many bytes an item takes beside its content. So many small items count, too. */
    private static final int ITEM_OVERHEAD = 48;

    /** The most items that are requested ahead: they may have to come from another thread. */
    private static final int MOST_AHEAD = 16;

    /** What a write costs of a strand's budget for items. */
    private static final int COST = 32;

    private final Transport transport;
    private final boolean last;
    private final StrandSubscriber<? super Void> subscriber;
    private final Strand strand;
    private final Leaf flush;

    private final PendingBytes pending = new PendingBytes();
    private @Nullable StrandSubscription upstream;

    /** How upstream hands its bytes to the socket itself, if it can. */
    private @Nullable SocketTransfer transfer;

    /** How many items upstream may send. */
    private int outstanding;

    /** The length of the largest item so far. The next items are expected to be as large. */
    private int largest;

    /** Whether upstream lends its buffer. */
    private boolean borrows;

    private boolean blocked;
    private boolean upstreamDone;
    private boolean done;
    private boolean cancelled;

    public WriteSource(Transport transport, boolean last, StrandSubscriber<? super Void> subscriber, Strand strand) {
        this.transport = transport;
        this.last = last;
        this.subscriber = subscriber;
        this.strand = strand;
        this.flush = new Leaf(strand) {
            @Override
            protected void run() {
                blocked = false;
                transport.writerWaits(false);
                flush();
            }
        };
    }

    public void start(Publisher<Bytes> bytes) {
        ConnectionState.Begin begun = transport.beginWriting(flush);
        done = begun != ConnectionState.Begin.GRANTED;
        subscriber.onSubscribe(this);
        if (cancelled) {
            return;
        }
        switch (begun) {
            case GRANTED -> strand.attach(bytes, this);
            case ENDED -> subscriber.onError(refusal("our direction was ended by an earlier write"));
            case IN_USE -> subscriber.onError(refusal("it is being written to by another publisher"));
            case CLOSED -> subscriber.onError(transport.fail(name(), new ClosedChannelException()));
        }
    }

    /** The method that the user has called. */
    private String name() {
        return last ? "writeAndEnd" : "write";
    }

    private IOException refusal(String why) {
        return transport.refusal(name(), why);
    }

    // As the subscription of the caller that waits for the end

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            done = true;
            stopUpstream();
            transport.resetAfter(new CancellationException("a write was cancelled"));
        }
    }

    // As the subscriber of the bytes

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (done) {
            subscription.cancel();
        } else if (!(subscription instanceof Transfer given && given.feeds(this) && startTransfer(given))) {
            requestUpTo(1);
        }
    }

    /** Returns false if the bytes have to come through here. */
    private boolean startTransfer(Transfer given) {
        LentChannel channel;
        try {
            channel = transport.wire().transferChannel(strand.driver());
        } catch (IOException failure) {
            fail(failure);
            return true;
        }
        if (channel == null) {
            return false;
        }
        Leaf full = new Leaf(strand) {
            @Override
            protected void run() {
                awaitRoom();
            }
        };
        transfer = new SocketTransfer(given, transport, channel, full);
        flush();
        return true;
    }

    @Override
    public boolean onNext(Bytes bytes) {
        if (done) {
            return true;
        }
        if (!bytes.isEmpty()) {
            add(bytes);
        }
        int wanted = roomInItems();
        if (outstanding > wanted) {
            outstanding--;
            return true;
        }
        // There is room for another item, so this one does not use its unit of demand.
        requestUpTo(wanted);
        return false;
    }

    /**
     * As {@link #onNext}, for bytes that belong to the caller again when this returns. More are requested only when all
     * of these have been written, so at most one buffer is ever copied.
     */
    boolean onLent(ByteBuffer bytes) {
        if (done) {
            return true;
        }
        borrows = true;
        try {
            Wire wire = transport.wire();
            transport.countWritten(wire.write(bytes));
            strand.spend(COST);
            if (!bytes.hasRemaining()) {
                if (!wire.flush()) {
                    awaitWritable();
                }
                return false;
            }
            outstanding--;
            awaitWritable();
            add(Bytes.copyOf(bytes));
        } catch (Throwable failure) {
            fail(failure);
        }
        return true;
    }

    private void add(Bytes bytes) {
        pending.add(bytes);
        largest = Math.max(largest, bytes.length());
        if (blocked) {
            return;
        }
        if (pending.length() >= HIGH_MARK) {
            flush();
        } else if (pending.count() == 1) {
            flush.wake();
        }
    }

    /** How many items may be on their way without exceeding the high mark, about; one at a time if they are large. */
    private int roomInItems() {
        if (borrows) {
            return pending.length() == 0 ? 1 : 0;
        }
        long room = HIGH_MARK - pending.length() - (long) ITEM_OVERHEAD * pending.count();
        if (room <= 0) {
            return 0;
        }
        return largest == 0 ? 1 : (int) Math.max(1, Math.min(MOST_AHEAD, room / largest));
    }

    private void requestUpTo(int wanted) {
        int more = wanted - outstanding;
        if (more > 0 && upstream != null && !upstreamDone) {
            outstanding += more;
            upstream.request(more);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            upstreamDone = true;
            done = true;
            countTransfer();
            transport.resetAfter(failure);
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (!done && pending.length() == 0) {
            complete();
        }
    }

    // Writing

    private void flush() {
        if (done) {
            return;
        }
        try {
            if (transport.isClosed()) {
                throw new ClosedChannelException();
            }
            if (transfer != null) {
                transfer.goOn();
                return;
            }
            writePending();
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (pending.length() == 0 && upstreamDone) {
            complete();
        } else if (outstanding == 0) {
            requestUpTo(roomInItems());
        }
    }

    private void writePending() throws IOException {
        if (!transport.wire().flush()) {
            awaitWritable();
            return;
        }
        while (pending.length() > 0 && !blocked) {
            ByteBuffer buffer = strand.driver().scratch();
            pending.gather(buffer);
            buffer.flip();
            int wanted = buffer.remaining();
            Wire wire = transport.wire();
            int count = wire.write(buffer);
            transport.countWritten(count);
            pending.remove(count);
            if (count < wanted || !wire.flush()) {
                awaitWritable();
            } else if (!strand.spend(COST)) {
                flush.wake();
                return;
            }
        }
    }

    private void awaitWritable() throws IOException {
        blocked = true;
        transport.writerWaits(true);
        transport.wire().awaitWritable(flush);
    }

    /** The channel takes no more of what is transferred, or has failed. */
    private void awaitRoom() {
        if (done || transfer == null) {
            return;
        }
        transfer.count();
        try {
            transfer.checkSocket();
            awaitWritable();
        } catch (IOException failure) {
            fail(failure);
        }
    }

    private void countTransfer() {
        if (transfer != null) {
            transfer.count();
        }
    }

    private void complete() {
        countTransfer();
        try {
            if (!(last ? transport.endWriting() : transport.leaveWriting())) {
                awaitWritable();
                return;
            }
        } catch (IOException failure) {
            fail(failure);
            return;
        }
        done = true;
        subscriber.onComplete();
    }

    private void fail(Throwable failure) {
        done = true;
        stopUpstream();
        subscriber.onError(transport.failWriting(name(), failure));
    }

    private void stopUpstream() {
        pending.clear();
        if (upstream != null && !upstreamDone) {
            upstreamDone = true;
            upstream.cancel();
        }
    }
}

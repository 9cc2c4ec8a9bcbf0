package io.nagare.net;

import io.nagare.Bytes;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription to the writing of a publisher: receives its bytes, and is the subscription of who waits for the end. Runs on the
 * subscriber's strand.
 *
 * <p>The first piece puts {@link #flush} at the end of the strand's ready leaves; it runs when upstream has paused, and writes what has come by
 * then. So what belongs together is written together, and nothing waits for more.
 */
final class WriteSource extends StrandSubscriber<Bytes> implements StrandSubscription {

    /** How many bytes may wait before no more are asked for, and how many are written at a time. */
    private static final int HIGH_MARK = 64 * 1024;

    /** The most items that are asked for at a time. */
    private static final int MAX_REQUEST = 16;

    /** What a write costs of a strand's budget for items. */
    private static final int COST = 32;

    private final TcpStream stream;
    private final SocketChannel channel;
    private final boolean last;
    private final StrandSubscriber<? super Void> subscriber;
    private final Strand strand;
    private final Driver driver;
    private final Leaf flush;

    private final ArrayDeque<Bytes> pending = new ArrayDeque<>(4);

    /** How much of the first pending piece has been written. */
    private int written;

    private int pendingBytes;
    private @Nullable StrandSubscription upstream;

    /** How many items upstream may send. */
    private int outstanding;

    private boolean blocked;
    private boolean upstreamDone;
    private boolean done;
    private boolean cancelled;

    WriteSource(TcpStream stream, boolean last, StrandSubscriber<? super Void> subscriber, Strand strand) {
        this.stream = stream;
        this.channel = stream.channel();
        this.last = last;
        this.subscriber = subscriber;
        this.strand = strand;
        this.driver = strand.driver();
        this.flush = new Leaf(strand) {
            @Override
            protected void run() {
                blocked = false;
                flush();
            }
        };
    }

    void start(Publisher<Bytes> bytes) {
        String refused = stream.state().beginWriting();
        done = refused != null;
        subscriber.onSubscribe(this);
        if (cancelled) {
            return;
        }
        if (refused != null) {
            subscriber.onError(new ConnectionFailedException("write", stream, refused, null));
            return;
        }
        strand.attach(bytes, this);
    }

    // As the subscription of who waits for the end

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            done = true;
            stopUpstream();
            stream.close();
        }
    }

    // As the subscriber of the bytes

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (done) {
            subscription.cancel();
        } else {
            requestMore(MAX_REQUEST);
        }
    }

    @Override
    public boolean onNext(Bytes bytes) {
        if (done) {
            return true;
        }
        if (!bytes.isEmpty()) {
            pending.add(bytes);
            pendingBytes += bytes.length();
            if (pendingBytes >= HIGH_MARK && !blocked) {
                flush();
            } else if (pending.size() == 1 && !blocked) {
                flush.wake();
            }
        }
        // While there is room, its unit of demand stands.
        if (pendingBytes < HIGH_MARK && outstanding <= itemsOf(bytes.length())) {
            return false;
        }
        outstanding--;
        return true;
    }

    /** How many items of that size to ask for, so that all of them make about the high mark. */
    private static int itemsOf(int length) {
        return Math.max(1, Math.min(MAX_REQUEST, HIGH_MARK / Math.max(1, length)));
    }

    private void requestMore(int upTo) {
        int more = upTo - outstanding;
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
            stream.close();
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (!done && pending.isEmpty()) {
            complete();
        }
    }

    // Writing

    private void flush() {
        if (done) {
            return;
        }
        try {
            writePending();
        } catch (IOException | RuntimeException failure) {
            fail(failure);
            return;
        }
        if (pending.isEmpty() && upstreamDone) {
            complete();
        } else if (pendingBytes < HIGH_MARK && outstanding == 0) {
            requestMore(pending.isEmpty() ? MAX_REQUEST : 1);
        }
    }

    private void writePending() throws IOException {
        while (!pending.isEmpty() && !blocked) {
            ByteBuffer buffer = driver.scratch();
            gather(buffer);
            buffer.flip();
            int wanted = buffer.remaining();
            int count = channel.write(buffer);
            advance(count);
            if (count < wanted) {
                blocked = true;
                awaitWritable();
            } else if (!strand.spend(COST)) {
                flush.wake();
                return;
            }
        }
    }

    private void gather(ByteBuffer buffer) {
        int from = written;
        for (Bytes bytes : pending) {
            int to = Math.min(bytes.length(), from + buffer.remaining());
            bytes.copyTo(buffer, from, to);
            if (to < bytes.length()) {
                return;
            }
            from = 0;
        }
    }

    /** That many of the pending bytes have been written. */
    private void advance(int count) {
        pendingBytes -= count;
        int left = written + count;
        for (Bytes first = pending.peek(); first != null && left >= first.length(); first = pending.peek()) {
            left -= first.length();
            pending.remove();
        }
        written = left;
    }

    private void awaitWritable() throws IOException {
        Registration registration = stream.registration(driver);
        if (registration.isClosed()) {
            throw new IOException("it was closed");
        }
        registration.awaitWritable(flush);
    }

    private void complete() {
        done = true;
        if (!last) {
            stream.state().stopWriting();
            subscriber.onComplete();
            return;
        }
        try {
            channel.shutdownOutput();
        } catch (IOException failure) {
            fail(failure);
            return;
        }
        if (stream.state().endWriting()) {
            stream.closeChannel();
        }
        subscriber.onComplete();
    }

    private void fail(Exception failure) {
        done = true;
        stopUpstream();
        String why = stream.isClosed() ? "it was closed" : String.valueOf(failure.getMessage());
        stream.close();
        subscriber.onError(new ConnectionFailedException("write", stream, why, failure));
    }

    private void stopUpstream() {
        pending.clear();
        if (upstream != null && !upstreamDone) {
            upstreamDone = true;
            upstream.cancel();
        }
    }
}

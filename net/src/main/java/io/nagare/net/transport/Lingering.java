package io.nagare.net.transport;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The last part of a connection's life. Our direction has ended. What the peer still sends is read and dropped, until
 * it ends its direction or a bound is reached. Then the descriptor is given back, and this completes. Cancellation
 * gives the descriptor back at once. Runs on the subscriber's strand.
 *
 * <p>If a descriptor is closed while bytes of the peer wait in it, the system sends a reset. The peer's system then
 * forgets what the peer has not read yet, although we have written all of it.
 */
final class Lingering extends Leaf implements StrandSubscription {

    private final Transport transport;
    private final StrandSubscriber<? super Void> subscriber;
    private final Deadline deadline;
    private long dropped;

    /** Whether our direction has ended. A wire that encrypts may have no room for its last words yet. */
    private boolean ended;

    private boolean peerEnded;
    private boolean done;

    Lingering(Transport transport, boolean ended, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.transport = transport;
        this.ended = ended;
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    /**
     * Begins to wait, and reads nothing yet. The caller may be inside a step of another strand, which uses the thread's
     * buffer.
     */
    void start() {
        subscriber.onSubscribe(this);
        if (done) {
            return;
        }
        try {
            deadline.arm(strand().driver().time().nanoTime() + transport.lingerLimits().nanos());
            goOnEnding();
            transport.wire().awaitReadable(this);
        } catch (Throwable failure) {
            // The peer has gone, the runtime was closed, or there is no memory to wait with.
            end();
        }
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        if (!done) {
            release();
        }
    }

    @Override
    protected void run() {
        if (done) {
            return;
        }
        try {
            goOnEnding();
            peerEnded = peerEnded || !drop();
            if (deadline.reached() || dropped > transport.lingerLimits().bytes() || peerEnded && ended) {
                end();
            }
        } catch (Throwable failure) {
            end();
        }
    }

    private void goOnEnding() throws IOException {
        if (!ended) {
            ended = transport.wire().end();
            if (!ended) {
                transport.wire().awaitWritable(this);
            }
        }
    }

    /** Drops what is there. Returns false if the peer has ended its direction. */
    private boolean drop() throws IOException {
        ByteBuffer buffer = strand().driver().scratch();
        int count = transport.wire().read(buffer);
        if (count < 0) {
            return false;
        }
        dropped += count;
        transport.wire().awaitReadable(this);
        return true;
    }

    private void end() {
        release();
        subscriber.onComplete();
    }

    private void release() {
        done = true;
        deadline.disarm();
        transport.closeChannel();
    }
}

package io.nagare.net.connection;

import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The last part of a connection's life: our direction has ended, and what the peer still sends is read and dropped,
 * until it ends its direction or a bound is reached. Then the descriptor is given back and the subscriber is told.
 * Cancellation gives the descriptor back at once. Runs on the subscriber's strand.
 *
 * <p>A descriptor that is closed while bytes of the peer wait in it makes the system send a reset, and the reset makes
 * the peer's system forget what the peer has not read yet, though we have written all of it.
 */
final class Lingering extends Leaf implements StrandSubscription {

    /** How long the peer is given to end its direction. */
    static final long LIMIT_NANOS = 5_000_000_000L;

    /** How many bytes of the peer are dropped. */
    static final long LIMIT_BYTES = 1 << 20;

    private final Connection connection;
    private final StrandSubscriber<? super Void> subscriber;
    private final Deadline deadline;
    private @Nullable Registration registration;
    private long dropped;
    private boolean done;

    Lingering(Connection connection, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.connection = connection;
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    /**
     * Reads nothing yet: the caller may be in the midst of a step of another strand, which uses the thread's buffer.
     */
    void start() {
        subscriber.onSubscribe(this);
        if (done) {
            return;
        }
        Driver driver = strand().driver();
        try {
            Registration registered = connection.wire().registration(driver);
            registration = registered;
            deadline.arm(driver.time().nanoTime() + LIMIT_NANOS);
            registered.awaitReadable(this);
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
        Registration registered = registration;
        if (done || registered == null) {
            return;
        }
        try {
            if (deadline.reached() || registered.isClosed() || !drop()) {
                end();
            }
        } catch (Throwable failure) {
            end();
        }
    }

    /** Drops what is there. Returns false if nothing more is to come. */
    private boolean drop() throws IOException {
        ByteBuffer buffer = strand().driver().scratch();
        int count = connection.wire().channel().read(buffer);
        dropped += count;
        if (count < 0 || dropped > LIMIT_BYTES) {
            return false;
        }
        Registration registered = registration;
        if (registered != null) {
            registered.awaitReadable(this);
        }
        return true;
    }

    private void end() {
        release();
        subscriber.onComplete();
    }

    private void release() {
        done = true;
        deadline.disarm();
        connection.closeChannel();
    }
}

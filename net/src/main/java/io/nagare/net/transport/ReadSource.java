package io.nagare.net.transport;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to what a peer sends. Runs on the subscriber's strand.
 *
 * <p>A {@link WriteSource} that subscribes directly is lent the buffer. Only the bytes that its channel does not take
 * at once are copied into {@link Bytes}.
 */
public final class ReadSource extends Leaf implements StrandSubscription {

    /** What a read costs of a strand's budget for items, so that a fast peer does not keep a worker for itself. */
    private static final int COST = 32;

    private final Transport transport;
    private final StrandSubscriber<? super Bytes> subscriber;

    /** The subscriber, if it writes to a connection. */
    private final @Nullable WriteSource writer;

    /** Whether the wire was asked to wake this. */
    private boolean watched;

    private long demand;
    private boolean reading;
    private boolean done;
    private boolean cancelled;

    public ReadSource(Transport transport, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        super(strand);
        this.transport = transport;
        this.subscriber = subscriber;
        this.writer = subscriber instanceof WriteSource writing ? writing : null;
    }

    public void start() {
        ConnectionState.Begin begun = transport.beginReading(this);
        done = begun != ConnectionState.Begin.GRANTED;
        subscriber.onSubscribe(this);
        if (cancelled) {
            return;
        }
        switch (begun) {
            case GRANTED -> {}
            case ENDED -> subscriber.onComplete();
            case IN_USE -> subscriber.onError(
                    transport.refusal("read", "it is being read by another subscriber"));
            case CLOSED -> subscriber.onError(transport.fail("read", new ClosedChannelException()));
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
        if (!done) {
            done = true;
            pauseReading();
            transport.leaveReading();
        }
    }

    @Override
    protected void run() {
        if (reading || done) {
            return;
        }
        reading = true;
        try {
            if (transport.isClosed()) {
                throw new ClosedChannelException();
            }
            if (demand > 0) {
                read();
            }
        } catch (IOException failure) {
            fail(failure);
        } catch (RuntimeException | Error failure) {
            if (done) {
                // The subscriber threw from its terminal signal. Its strand handles that.
                throw failure;
            }
            // An Error too: if there is no memory for what was read, only the connection fails.
            fail(failure);
        } finally {
            reading = false;
        }
    }

    /**
     * Reads while there is demand and the wire has more. A read that does not fill the buffer has emptied the wire, so
     * no further read is tried.
     */
    private void read() throws IOException {
        Wire wire = transport.wire();
        Driver driver = strand().driver();
        while (demand > 0 && !done) {
            ByteBuffer buffer = driver.scratch();
            int count = wire.read(buffer);
            if (count < 0) {
                complete();
                return;
            }
            if (count > 0) {
                transport.countRead(count);
                buffer.flip();
                if (deliver(buffer)) {
                    demand = Demand.subtract(demand, 1);
                }
            }
            if (count < buffer.capacity() && !wire.keepsRead()) {
                break;
            }
            if (!strand().spend(COST)) {
                wake();
                return;
            }
        }
        if (done) {
            return;
        }
        if (demand > 0) {
            awaitReadable();
        } else {
            pauseReading();
        }
    }

    private boolean deliver(ByteBuffer buffer) {
        return writer != null ? writer.onLent(buffer) : subscriber.onNext(Bytes.copyOf(buffer));
    }

    private void awaitReadable() throws IOException {
        transport.wire().awaitReadable(this);
        transport.readerWaits(true);
        watched = true;
    }

    private void pauseReading() {
        if (watched) {
            transport.readerWaits(false);
            transport.wire().pauseReading();
        }
    }

    private void complete() {
        done = true;
        pauseReading();
        transport.endReading();
        subscriber.onComplete();
    }

    private void fail(Throwable failure) {
        if (done) {
            return;
        }
        done = true;
        subscriber.onError(transport.fail("read", failure));
    }
}

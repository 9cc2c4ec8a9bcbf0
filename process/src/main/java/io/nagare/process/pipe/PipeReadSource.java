package io.nagare.process.pipe;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to what a child writes. Runs on the subscriber's strand.
 *
 * <p>Always holds: nothing is read without demand. So what the child writes stays in the pipe, and the child waits when
 * the pipe is full.
 */
public final class PipeReadSource extends Leaf implements StrandSubscription {

    /** What a read costs of a strand's budget for items. */
    private static final int COST = 32;

    private final PipeEnd<Pipe.SourceChannel> pipe;
    private final BiFunction<String, @Nullable Throwable, ? extends IOException> failures;
    private final StrandSubscriber<? super Bytes> subscriber;

    /** Whether the poller was asked to wake this. */
    private boolean watched;

    private long demand;
    private boolean reading;
    private boolean done;
    private boolean cancelled;

    public PipeReadSource(
            PipeEnd<Pipe.SourceChannel> pipe,
            BiFunction<String, @Nullable Throwable, ? extends IOException> failures,
            StrandSubscriber<? super Bytes> subscriber,
            Strand strand) {
        super(strand);
        this.pipe = pipe;
        this.failures = failures;
        this.subscriber = subscriber;
    }

    public void start() {
        PipeEnd.Begin begun = pipe.begin();
        done = begun != PipeEnd.Begin.GRANTED;
        subscriber.onSubscribe(this);
        if (cancelled) {
            return;
        }
        switch (begun) {
            case GRANTED -> {}
            case ENDED -> subscriber.onComplete();
            case IN_USE -> subscriber.onError(failed("it is being read by another subscriber", null));
            case CLOSED -> subscriber.onError(failed("the child was closed", null));
        }
    }

    private IOException failed(String why, @Nullable Throwable cause) {
        return failures.apply("reading " + pipe.name() + " failed: " + why, cause);
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
            pause();
            pipe.leave();
        }
    }

    @Override
    protected void run() {
        if (reading || done) {
            return;
        }
        reading = true;
        try {
            read();
        } catch (IOException failure) {
            fail(failure);
        } catch (RuntimeException | Error failure) {
            if (done) {
                // The subscriber threw from its terminal signal. Its strand handles that.
                throw failure;
            }
            fail(failure);
        } finally {
            reading = false;
        }
    }

    private void read() throws IOException {
        Driver driver = strand().driver();
        while (demand > 0 && !done) {
            ByteBuffer buffer = driver.scratch();
            int count = pipe.channel().read(buffer);
            if (count < 0) {
                done = true;
                pipe.end();
                subscriber.onComplete();
                return;
            }
            if (count == 0) {
                break;
            }
            if (subscriber.onNext(Bytes.copyOf(buffer.flip()))) {
                demand = Demand.subtract(demand, 1);
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
            pipe.awaitReadable(this);
            watched = true;
        } else {
            pause();
        }
    }

    private void pause() {
        if (watched) {
            pipe.pauseReading();
        }
    }

    private void fail(Throwable failure) {
        if (done) {
            return;
        }
        done = true;
        boolean closed = pipe.isClosed();
        pipe.close();
        String why = closed
                ? "the child was closed"
                : failure instanceof ClosedChannelException ? "the runtime was closed" : failure.toString();
        subscriber.onError(failed(why, failure));
    }
}

package io.nagare.process.pipe;

import io.nagare.Bytes;
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
import org.reactivestreams.Publisher;

/**
 * One subscription that writes a publisher's bytes to a child. It is the subscriber of the bytes, and the subscription
 * of the caller that waits for the end. Runs on the caller's strand. One item at a time is requested, when the one
 * before is in the pipe.
 */
public final class PipeWriteSource extends StrandSubscriber<Bytes> implements StrandSubscription {

    /** What happens behind the last item. */
    public enum Then {
        /** The pipe stays open for more. */
        LEAVE,
        /** The pipe ends. */
        END,
        /** The pipe ends. If the child ends it before, that is no failure either. */
        END_OR_STOP
    }

    /** What a write costs of a strand's budget for items. */
    private static final int COST = 32;

    private final PipeEnd<Pipe.SinkChannel> pipe;
    private final Then then;
    private final BiFunction<String, @Nullable Throwable, ? extends IOException> failures;
    private final StrandSubscriber<? super Void> subscriber;
    private final Strand strand;
    private final Leaf writable;

    private @Nullable StrandSubscription upstream;

    /** What of the last item is not in the pipe yet. */
    private @Nullable ByteBuffer rest;

    private boolean upstreamDone;
    private boolean done;
    private boolean cancelled;

    public PipeWriteSource(
            PipeEnd<Pipe.SinkChannel> pipe,
            Then then,
            BiFunction<String, @Nullable Throwable, ? extends IOException> failures,
            StrandSubscriber<? super Void> subscriber,
            Strand strand) {
        this.pipe = pipe;
        this.then = then;
        this.failures = failures;
        this.subscriber = subscriber;
        this.strand = strand;
        this.writable = new Leaf(strand) {
            @Override
            protected void run() {
                goOn();
            }
        };
    }

    public void start(Publisher<? extends Bytes> bytes) {
        PipeEnd.Begin begun = pipe.begin();
        done = begun != PipeEnd.Begin.GRANTED;
        subscriber.onSubscribe(this);
        if (cancelled) {
            return;
        }
        switch (begun) {
            case GRANTED -> strand.attach(bytes, this);
            case ENDED -> subscriber.onError(failed("it was closed by an earlier write", null));
            case IN_USE -> subscriber.onError(failed("it is being written to by another publisher", null));
            case CLOSED -> subscriber.onError(failed("the child was closed", null));
        }
    }

    private IOException failed(String why, @Nullable Throwable cause) {
        return failures.apply("writing to " + pipe.name() + " failed: " + why, cause);
    }

    // As the subscription of the caller that waits for the end

    @Override
    public void request(long n) {}

    /** Part of an item may be in the pipe, so nothing can follow it: the child reads the end. */
    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            done = true;
            stopUpstream();
            pipe.close();
        }
    }

    // As the subscriber of the bytes

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (done) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public boolean onNext(Bytes bytes) {
        if (done) {
            return true;
        }
        rest = bytes.asByteBuffer();
        // If all of it is in the pipe, there is room for another item, which this unit of demand is good for.
        return !write();
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            upstreamDone = true;
            done = true;
            pipe.close();
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (!done && rest == null) {
            complete();
        }
    }

    /** Writes what is left. Returns whether all of it is in the pipe; if not, this goes on when it can. */
    private boolean write() {
        ByteBuffer left = rest;
        if (left == null) {
            return true;
        }
        try {
            boolean room = true;
            while (left.hasRemaining() && room) {
                if (pipe.isClosed()) {
                    throw new ClosedChannelException();
                }
                room = pipe.channel().write(left) > 0;
                if (!strand.spend(COST) && left.hasRemaining()) {
                    writable.wake();
                    return false;
                }
            }
            if (!room) {
                pipe.awaitWritable(writable);
                return false;
            }
            rest = null;
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            fail(failure);
            return false;
        }
    }

    private void goOn() {
        if (done || rest == null || !write()) {
            return;
        }
        if (upstreamDone) {
            complete();
        } else if (upstream != null) {
            upstream.request(1);
        }
    }

    private void complete() {
        done = true;
        if (then == Then.LEAVE) {
            pipe.leave();
        } else {
            pipe.end();
        }
        subscriber.onComplete();
    }

    private void fail(Throwable failure) {
        done = true;
        boolean closed = pipe.isClosed();
        pipe.close();
        stopUpstream();
        if (then == Then.END_OR_STOP && !closed && failure instanceof IOException) {
            subscriber.onComplete();
            return;
        }
        String why = closed ? "the child was closed"
                : failure instanceof ClosedChannelException ? "the runtime was closed"
                : failure instanceof IOException ? "the child has closed it or has ended"
                : failure.toString();
        subscriber.onError(failed(why, failure));
    }

    private void stopUpstream() {
        rest = null;
        if (upstream != null && !upstreamDone) {
            upstreamDone = true;
            upstream.cancel();
        }
    }
}

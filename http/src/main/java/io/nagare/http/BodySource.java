package io.nagare.http;

import io.nagare.Bytes;
import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.http.failure.HttpTimedOutException.Phase;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one subscription to the body of a response, on its strand. It asks the JDK's client for as many lists of buffers
 * as there is demand, eight ahead at most, and emits a copy of each buffer.
 *
 * <p>Always holds: nothing is asked for without demand, so a slow subscriber stops the server. What waits here is no
 * more than was asked for. The exchange is closed when this has ended or was cancelled.
 */
final class BodySource extends Leaf implements StrandSubscription {

    /** How many lists are asked for ahead. A list has one buffer as a rule, of up to 16 KiB. */
    private static final int MOST_AHEAD = 8;

    private final Exchange exchange;
    private final int status;
    private final long expected;
    private final @Nullable Consumer<? super HttpProgress> progress;
    private final StrandSubscriber<? super Bytes> subscriber;
    private final Deadline deadline;

    /** The buffers of a list that are being emitted, and the place of the next one. */
    private List<ByteBuffer> current = List.of();

    private int place;

    private long demand;
    private long received;

    /** How many lists were asked for and have not been taken. */
    private int asked;

    /** Whether the deadline is armed. */
    private boolean waiting;

    private boolean emitting;
    private boolean done;

    BodySource(
            Exchange exchange,
            int status,
            long expected,
            @Nullable Consumer<? super HttpProgress> progress,
            StrandSubscriber<? super Bytes> subscriber,
            Strand strand) {
        super(strand);
        this.exchange = exchange;
        this.status = status;
        this.expected = expected;
        this.progress = progress;
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    void start() {
        Throwable refused = exchange.claim();
        if (refused == null) {
            exchange.wake(this);
            subscriber.onSubscribe(this);
            wake();
        } else {
            done = true;
            subscriber.onSubscribe(this);
            subscriber.onError(refused);
        }
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
        }
    }

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        emitting = true;
        boolean budgetLeft = emit();
        emitting = false;
        if (!done && budgetLeft) {
            settle();
        }
    }

    /** Emits what is there and wanted. Returns false if the turn is over; then this is ready again. */
    private boolean emit() {
        while (!done && advance() && demand > 0) {
            stopWaiting();
            Bytes bytes = Bytes.copyOf(current.get(place++));
            received += bytes.length();
            if (!tell()) {
                return true;
            }
            if (subscriber.onNext(bytes)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(1)) {
                wake();
                return false;
            }
        }
        return true;
    }

    /** Goes on to the next buffer that has bytes. Returns whether there is one. */
    private boolean advance() {
        while (true) {
            while (place < current.size()) {
                if (current.get(place).hasRemaining()) {
                    return true;
                }
                place++;
            }
            List<ByteBuffer> list = exchange.poll();
            place = 0;
            if (list == null) {
                current = List.of();
                return false;
            }
            asked--;
            current = list;
        }
    }

    /** Decides what comes next: the end, a request to the JDK's client, or nothing. */
    private void settle() {
        // Asked first: what has arrived before the end is seen then.
        boolean ended = exchange.isEnded();
        boolean more = advance();
        if (ended && !more) {
            end(exchange.failure());
            return;
        }
        if (demand == 0) {
            stopWaiting();
            return;
        }
        if (more) {
            wake();
            return;
        }
        if (waiting && deadline.reached()) {
            fail(new HttpTimedOutException(
                    exchange.method(), exchange.uri(), Phase.BODY, exchange.options().bodyIdle(), received));
            return;
        }
        waitForMore();
    }

    private void waitForMore() {
        if (!waiting) {
            waiting = true;
            deadline.arm(strand().driver().time().nanoTime() + exchange.options().bodyIdle().toNanos());
        }
        int more = (int) Math.min(demand, MOST_AHEAD) - asked;
        if (more > 0 && exchange.isFlowing()) {
            asked += more;
            exchange.request(more);
        }
    }

    private void stopWaiting() {
        if (waiting) {
            waiting = false;
            deadline.disarm();
        }
    }

    /** Tells the program how far the body has come. Returns whether the stream goes on. */
    private boolean tell() {
        if (progress == null) {
            return true;
        }
        try {
            progress.accept(new HttpProgress(received, expected));
        } catch (Throwable thrown) {
            if (done || subscriber.isDone()) {
                strand().driver().unseen(thrown, "a function of a stream that was cancelled");
            } else {
                fail(thrown);
            }
        }
        return !done;
    }

    private void end(@Nullable Throwable failure) {
        if (failure != null) {
            fail(Failures.ofBody(exchange, failure, status, received, expected));
            return;
        }
        if (expected >= 0 && received != expected) {
            // With HTTP/2 the JDK's client does not count.
            Throwable other = new ProtocolException("its Content-Length is another one (RFC 9113, 8.1.1)");
            fail(Failures.ofBody(exchange, other, status, received, expected));
            return;
        }
        done = true;
        release();
        subscriber.onComplete();
    }

    private void fail(Throwable failure) {
        done = true;
        release();
        subscriber.onError(failure);
    }

    private void release() {
        stopWaiting();
        exchange.wake(null);
        exchange.close();
        current = List.of();
    }
}

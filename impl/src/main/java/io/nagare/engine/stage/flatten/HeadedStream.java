package io.nagare.engine.stage.flatten;

import io.nagare.driver.Demand;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.strand.LocalBoundary;
import io.nagare.engine.strand.StreamEnd;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.failure.StreamTakenException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream that {@code switchOnFirst} passes to its function: the first item and then the rest of upstream. It has
 * one subscriber, on the same strand. {@link SwitchOnFirstSubscriber} passes upstream's signals to it, and closes it.
 * Cancelling it cancels upstream.
 */
final class HeadedStream<T> implements Source<T>, StrandSubscription {

    private final Strand strand;
    private @Nullable StrandSubscription upstream;
    private @Nullable StrandSubscriber<? super T> subscriber;
    private @Nullable T first;

    /** Demand that cannot go upstream yet, because the first item waits or is being emitted. */
    private long demand;

    private boolean sendingFirst;
    private boolean taken;

    /** Whether upstream has ended, and its failure if there is one. */
    private boolean ended;

    private @Nullable Throwable failure;

    /** Whether no more signals will follow. Upstream has then ended or been cancelled. */
    private boolean closed;

    HeadedStream(Strand strand) {
        this.strand = strand;
    }

    void start(StrandSubscription subscription) {
        upstream = subscription;
    }

    void first(T item) {
        first = item;
    }

    /** Emits a later item, which the subscriber has requested. Returns whether it used its unit of demand. */
    boolean next(T item) {
        return Objects.requireNonNull(subscriber).onNext(item);
    }

    void end(@Nullable Throwable cause) {
        ended = true;
        failure = cause;
        if (subscriber != null) {
            finishIfEmpty();
        }
    }

    private void finishIfEmpty() {
        if (closed || !ended || first != null || sendingFirst) {
            return;
        }
        StrandSubscriber<? super T> to = Objects.requireNonNull(subscriber);
        close();
        StreamEnd.send(to, failure);
    }

    /** Cancels upstream, if it has not ended, and discards the first item, if it still waits. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        subscriber = null;
        if (!ended) {
            Objects.requireNonNull(upstream).cancel();
        }
        T item = first;
        first = null;
        strand.discard(item);
    }

    @Override
    public void subscribe(StrandSubscriber<? super T> to, Strand on) {
        if (!SurroundedStrand.sameStrand(strand, on)) {
            refuse(
                    to,
                    "may be subscribed to only by the function's publisher, on its strand; put runOn, share and the"
                            + " like behind switchOnFirst");
        } else if (taken) {
            refuse(to, "has been subscribed to already, and allows one subscriber only");
        } else if (closed) {
            refuse(to, "is over: the function's publisher has ended");
        } else {
            taken = true;
            subscriber = SurroundedStrand.localsOf(strand) == SurroundedStrand.localsOf(on)
                    ? to
                    : new LocalBoundary<>(SurroundedStrand.localsOf(strand), SurroundedStrand.localsOf(on), to);
            subscriber.onSubscribe(this);
            finishIfEmpty();
        }
    }

    private static void refuse(StrandSubscriber<?> to, String reason) {
        EndedSubscription.fail(
                to, new StreamTakenException("switchOnFirst: the stream given to the function " + reason));
    }

    @Override
    public void request(long n) {
        if (closed) {
            return;
        }
        if (first == null && !sendingFirst) {
            if (!ended) {
                Objects.requireNonNull(upstream).request(n);
            }
            return;
        }
        demand = Demand.add(demand, n);
        if (!sendingFirst) {
            sendFirst();
        }
    }

    private void sendFirst() {
        T item = Objects.requireNonNull(first);
        first = null;
        sendingFirst = true;
        boolean used = Objects.requireNonNull(subscriber).onNext(item);
        sendingFirst = false;
        long left = used ? Demand.subtract(demand, 1) : demand;
        if (ended) {
            finishIfEmpty();
        } else if (left > 0 && !closed) {
            Objects.requireNonNull(upstream).request(left);
        }
    }

    @Override
    public void cancel() {
        close();
    }
}

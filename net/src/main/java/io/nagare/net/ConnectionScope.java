package io.nagare.net;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A connection with the function that uses it. The connection is closed when the function's publisher completes, fails
 * or is cancelled, and when the function throws or returns null. Runs on the subscriber's strand.
 *
 * <p>Always holds: for each connection one of {@link #completed}, {@link #failed} and {@link #cancelled} is called,
 * once.
 *
 * @param <T> what the function's publisher emits
 */
abstract class ConnectionScope<T> extends StrandSubscriber<T> implements StrandSubscription {

    final Connection connection;
    final StrandSubscriber<?> downstream;
    final Strand strand;
    private @Nullable StrandSubscription upstream;
    private boolean done;

    ConnectionScope(Connection connection, StrandSubscriber<?> downstream, Strand strand) {
        super(downstream);
        this.connection = connection;
        this.downstream = downstream;
        this.strand = strand;
    }

    /**
     * Applies the function and subscribes.
     *
     * @param name the name of the function in the failure if it returns null
     */
    final void start(String name, Function<? super Connection, ? extends Publisher<? extends T>> function) {
        Publisher<? extends T> publisher;
        try {
            publisher = Objects.requireNonNull(function.apply(connection), name + " returned null");
        } catch (Throwable failure) {
            downstream.onSubscribe(this);
            if (!done) {
                done = true;
                failed(failure);
            }
            return;
        }
        strand.attach(publisher, this);
    }

    /** Closes the connection and tells downstream. */
    abstract void completed();

    /** Closes the connection and tells downstream or the failure handler. */
    abstract void failed(Throwable failure);

    /** Closes the connection. */
    abstract void cancelled();

    @Override
    public final void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        downstream.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (!done && upstream != null) {
            upstream.request(n);
        }
    }

    @Override
    public final void cancel() {
        if (done) {
            cancelledLate();
            return;
        }
        done = true;
        if (upstream != null) {
            upstream.cancel();
        }
        cancelled();
    }

    /** Cancelled after one of the three was called. */
    void cancelledLate() {}

    @Override
    public final void onError(Throwable failure) {
        if (!done) {
            done = true;
            failed(failure);
        }
    }

    @Override
    public final void onComplete() {
        if (!done) {
            done = true;
            completed();
        }
    }

    @Override
    public final boolean isDone() {
        return done || downstream.isDone();
    }
}

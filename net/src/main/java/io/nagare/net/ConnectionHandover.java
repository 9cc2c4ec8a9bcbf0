package io.nagare.net;

import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;
import org.jspecify.annotations.Nullable;

/**
 * Passes a new connection on, and resets it if the stream is cancelled later. Such a cancellation, by a timeout for
 * instance, gives up the downstream code that uses the connection. A subscriber that cancels while it receives the
 * connection, or after the end of the stream, keeps the connection.
 */
final class ConnectionHandover extends StrandSubscriber<Connection> implements StrandSubscription {

    private final StrandSubscriber<? super Connection> downstream;
    private @Nullable StrandSubscription upstream;
    private @Nullable Connection connection;
    private boolean passing;
    private boolean done;

    private ConnectionHandover(StrandSubscriber<? super Connection> downstream) {
        super(downstream);
        this.downstream = downstream;
    }

    /** The same connection, handed over. */
    static One<Connection> of(One<Connection> connecting) {
        return Programs.drivenOne((StrandSubscriber<? super Connection> subscriber, Strand strand) ->
                strand.attach(connecting, new ConnectionHandover(subscriber)));
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
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
    public void cancel() {
        if (!done && upstream != null) {
            done = true;
            upstream.cancel();
        }
        Connection passed = connection;
        if (passed != null && !passing) {
            connection = null;
            passed.ownerEnded(false);
        }
    }

    @Override
    public boolean onNext(Connection item) {
        connection = item;
        passing = true;
        boolean used = downstream.onNext(item);
        passing = false;
        return used;
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            done = true;
            downstream.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            downstream.onComplete();
        }
    }

    @Override
    public boolean isDone() {
        return done || downstream.isDone();
    }
}

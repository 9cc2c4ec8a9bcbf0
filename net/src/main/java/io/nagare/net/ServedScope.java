package io.nagare.net;

import io.nagare.One;
import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a server with its handler. Never fails: a failure goes to the runtime's failure handler, unless the
 * peer has hung up. Completes when the descriptor has been given back, so the connection counts until then.
 */
final class ServedScope extends ConnectionScope<Object> {

    private final Server server;
    private final OpenConnections.Entry entry;

    /** Null if the connection has no limits. */
    private final @Nullable LimitWatch limits;

    /** Whether the handler has not begun yet, because a handshake comes before it. */
    private boolean preparing;

    private @Nullable StrandSubscription lingering;

    ServedScope(
            Server server,
            Connection connection,
            OpenConnections.Entry entry,
            boolean preparing,
            StrandSubscriber<? super Void> downstream,
            Strand strand) {
        super(connection, downstream, strand);
        this.server = server;
        this.entry = entry;
        this.preparing = preparing;
        this.limits = LimitWatch.start(connection.transport(), server.limits(), server.counting(), strand);
    }

    /** The handshake is over. */
    void handlerBegins() {
        preparing = false;
    }

    @Override
    public void request(long n) {
        super.request(Demand.UNBOUNDED);
    }

    /** What a handler emits is dropped. */
    @Override
    public boolean onNext(Object item) {
        return true;
    }

    @Override
    void completed() {
        stopLimits();
        One<Void> rest = connection.transport().closeInOrder();
        if (rest == null) {
            end();
        } else {
            await(rest);
        }
    }

    private void await(One<Void> rest) {
        try {
            strand.attach(rest, new Rest());
        } catch (Throwable failure) {
            // There was no memory to wait with.
            connection.transport().closeChannel();
            if (lingering == null) {
                end();
            }
        }
    }

    @Override
    void failed(Throwable failure) {
        stopLimits();
        boolean hungUp = failure instanceof ConnectionFailedException broken && broken.isHangUpOf(connection);
        connection.transport().resetAfter(failure);
        try {
            if (!hungUp && !server.isClosed()) {
                strand.driver().unseen(failure, (preparing ? "the handshake of " : "the handler of ") + connection);
            }
        } finally {
            end();
        }
    }

    private void stopLimits() {
        if (limits != null) {
            limits.stop();
        }
    }

    private void end() {
        server.end(entry);
        downstream.onComplete();
    }

    @Override
    void cancelled() {
        stopLimits();
        connection.transport().resetAfter(new CancellationException("its handler was cancelled"));
        server.end(entry);
    }

    @Override
    void cancelledLate() {
        StrandSubscription waiting = lingering;
        if (waiting != null) {
            lingering = null;
            waiting.cancel();
            server.end(entry);
        }
    }

    /** Waits for the descriptor to be given back. */
    private final class Rest extends StrandSubscriber<Void> {

        Rest() {
            super(downstream);
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            lingering = subscription;
        }

        @Override
        public boolean onNext(Void item) {
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            onComplete();
        }

        @Override
        public void onComplete() {
            lingering = null;
            end();
        }
    }
}

package io.nagare.net;

import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a server with its handler. Never fails: what a handler fails with goes to the runtime's failure handler, unless its peer has
 * hung up. Completes when the descriptor has been given back, so that the connection counts until then.
 */
final class ServedScope extends ConnectionScope<Object> {

    private @Nullable StrandSubscription lingering;

    ServedScope(TcpStream connection, StrandSubscriber<? super Object> downstream, Strand strand) {
        super(connection, downstream, strand);
    }

    @Override
    void completed() {
        One<Void> rest = connection.closeInOrder();
        if (rest == null) {
            downstream.onComplete();
        } else {
            strand.attach(rest, new Rest());
        }
    }

    @Override
    void failed(Throwable failure) {
        boolean hungUp = failure instanceof ConnectionFailedException broken && broken.isHangUpOf(connection);
        connection.resetAfter(failure);
        if (!hungUp) {
            strand.driver().unseen(failure, "the handler of " + connection);
        }
        downstream.onComplete();
    }

    @Override
    void cancelled() {
        connection.resetAfter(new CancellationException("its handler was cancelled"));
    }

    @Override
    void cancelledLate() {
        StrandSubscription waiting = lingering;
        if (waiting != null) {
            lingering = null;
            waiting.cancel();
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
            downstream.onComplete();
        }
    }
}

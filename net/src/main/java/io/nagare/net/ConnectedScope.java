package io.nagare.net;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/** A connection of {@link Tcp#connecting} with its function. When it ends, the last bytes may still be on their way. */
final class ConnectedScope<T> extends ConnectionScope<T> {

    private final StrandSubscriber<? super T> subscriber;

    ConnectedScope(Connection connection, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(connection, subscriber, strand);
        this.subscriber = subscriber;
    }

    @Override
    public boolean onNext(T item) {
        return subscriber.onNext(item);
    }

    @Override
    void completed() {
        connection.close();
        downstream.onComplete();
    }

    @Override
    void failed(Throwable failure) {
        connection.transport().resetAfter(failure);
        downstream.onError(failure);
    }

    /**
     * Cancellation is no failure, since a subscriber that has enough cancels too. A write that was under way has
     * already reset the connection.
     */
    @Override
    void cancelled() {
        connection.close();
    }
}

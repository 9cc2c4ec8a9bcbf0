package io.nagare.net;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/** What {@link Tcp#connecting} makes of a connection. The last bytes may still be on their way when the stream ends. */
final class ConnectedScope<T> extends ConnectionScope<T> {

    private final StrandSubscriber<? super T> subscriber;

    ConnectedScope(TcpStream connection, StrandSubscriber<? super T> subscriber, Strand strand) {
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
        connection.connection().resetAfter(failure);
        downstream.onError(failure);
    }

    /**
     * A stream whose subscriber has enough is cancelled too, so this is no failure. A write that was under way has
     * reset the connection.
     */
    @Override
    void cancelled() {
        connection.close();
    }
}

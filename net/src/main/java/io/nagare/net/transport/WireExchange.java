package io.nagare.net.transport;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.net.wire.Wire;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with another wire: a handshake or preamble uses the connection's wire while nobody reads or writes, and its
 * result takes the place of that wire. If it fails or is cancelled, the connection is reset. Runs on the subscriber's
 * strand.
 */
final class WireExchange extends StrandSubscriber<Wire> implements StrandSubscription {

    private final Transport transport;
    private final String operation;
    private final StrandSubscriber<? super Void> subscriber;
    private final Strand strand;

    /** Woken when the connection closes. */
    private final Leaf closing;

    private @Nullable StrandSubscription upstream;
    private boolean done;

    WireExchange(Transport transport, String operation, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(subscriber);
        this.transport = transport;
        this.operation = operation;
        this.subscriber = subscriber;
        this.strand = strand;
        this.closing = new Leaf(strand) {
            @Override
            protected void run() {
                closed();
            }
        };
    }

    void start(Function<? super Wire, ? extends One<? extends Wire>> exchange) {
        // In this order: a reader that leaves behind the end of our direction closes the connection.
        ConnectionState.Begin writes = transport.beginWriting(closing);
        ConnectionState.Begin reads =
                writes == ConnectionState.Begin.GRANTED ? transport.beginReading(closing) : writes;
        if (reads == ConnectionState.Begin.GRANTED) {
            strand.attach(exchange.apply(transport.wire()), this);
            return;
        }
        done = true;
        if (writes == ConnectionState.Begin.GRANTED) {
            transport.giveUpWriting();
        }
        subscriber.onSubscribe(this);
        subscriber.onError(
                reads == ConnectionState.Begin.CLOSED
                        ? transport.fail(operation, new ClosedChannelException())
                        : transport.refusal(operation, "it is in use, or one direction has ended already"));
    }

    private void closed() {
        if (!done && transport.isClosed()) {
            done = true;
            if (upstream != null) {
                upstream.cancel();
            }
            subscriber.onError(transport.fail(operation, new ClosedChannelException()));
        }
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        subscriber.onSubscribe(this);
        if (!done) {
            subscription.request(1);
        }
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            if (upstream != null) {
                upstream.cancel();
            }
            transport.resetAfter(new CancellationException("a handshake was cancelled"));
        }
    }

    @Override
    public boolean onNext(Wire result) {
        if (!done) {
            transport.goOnWith(result);
        }
        return true;
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            done = true;
            subscriber.onError(transport.fail(operation, failure));
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            transport.leaveExchange();
            subscriber.onComplete();
        }
    }

    @Override
    public boolean isDone() {
        return done || subscriber.isDone();
    }
}

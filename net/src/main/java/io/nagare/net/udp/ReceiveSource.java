package io.nagare.net.udp;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** One subscription to a socket's datagrams. Runs on the subscriber's strand. */
final class ReceiveSource extends Leaf implements StrandSubscription {

    /** What a datagram costs of a strand's budget for items. */
    private static final int COST = 16;

    private final UdpSocket socket;
    private final StrandSubscriber<? super Datagram> subscriber;
    private long demand;
    private boolean watched;
    private boolean receiving;
    private boolean done;

    ReceiveSource(UdpSocket socket, StrandSubscriber<? super Datagram> subscriber, Strand strand) {
        super(strand);
        this.socket = socket;
        this.subscriber = subscriber;
    }

    void start() {
        if (!socket.beginReceiving(this)) {
            done = true;
            subscriber.onSubscribe(this);
            subscriber.onError(new UdpException(
                    "receive", socket, "it is being received from by another subscriber", null));
            return;
        }
        subscriber.onSubscribe(this);
        if (!done && socket.isClosed()) {
            run();
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
            leave();
        }
    }

    private void leave() {
        done = true;
        if (watched) {
            socket.watched().pauseReading();
        }
        socket.endReceiving();
    }

    @Override
    protected void run() {
        if (receiving || done) {
            return;
        }
        receiving = true;
        try {
            if (socket.isClosed()) {
                throw new ClosedChannelException();
            }
            receive();
        } catch (IOException | RuntimeException failure) {
            if (done) {
                return;
            }
            leave();
            if (socket.closedByUser()) {
                subscriber.onComplete();
            } else {
                subscriber.onError(socket.failure("receive", failure));
            }
        } finally {
            receiving = false;
        }
    }

    private void receive() throws IOException {
        while (demand > 0 && !done) {
            Datagram datagram = next();
            if (datagram == null) {
                socket.watched().awaitReadable(this);
                watched = true;
                return;
            }
            if (subscriber.onNext(datagram)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!done && !strand().spend(COST)) {
                wake();
                return;
            }
        }
        if (!done && watched) {
            socket.watched().pauseReading();
        }
    }

    /** The next datagram; null if none is there. */
    private @Nullable Datagram next() throws IOException {
        ByteBuffer buffer = strand().driver().scratch();
        try {
            // On a connected socket too: to read() an empty datagram and none look alike.
            InetSocketAddress sender = (InetSocketAddress) socket.channel().receive(buffer);
            return sender == null ? null : new Datagram(Bytes.copyOf(buffer.flip()), sender);
        } catch (PortUnreachableException unreachable) {
            throw new IOException("the peer's port is unreachable", unreachable);
        }
    }
}

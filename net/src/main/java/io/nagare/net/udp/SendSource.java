package io.nagare.net.udp;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.net.socket.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription that sends a publisher's datagrams. It is the subscriber of the datagrams, and the subscription of
 * the caller that waits for the end. Runs on the caller's strand.
 */
final class SendSource extends StrandSubscriber<Datagram> implements StrandSubscription {

    /** What a datagram costs of a strand's budget for items. */
    private static final int COST = 16;

    private final UdpSocket socket;
    private final StrandSubscriber<? super Void> subscriber;
    private final Strand strand;
    private final Leaf room;

    /** The datagram for which the system had no room. */
    private @Nullable Datagram waiting;

    private @Nullable StrandSubscription upstream;
    private boolean upstreamDone;
    private boolean done;

    SendSource(UdpSocket socket, StrandSubscriber<? super Void> subscriber, Strand strand) {
        this.socket = socket;
        this.subscriber = subscriber;
        this.strand = strand;
        this.room = new Leaf(strand) {
            @Override
            protected void run() {
                goOn();
            }
        };
    }

    void start(Publisher<Datagram> datagrams) {
        subscriber.onSubscribe(this);
        if (!done) {
            strand.attach(datagrams, this);
        }
    }

    // As the subscription of the caller that waits for the end

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            stopUpstream();
        }
    }

    private void stopUpstream() {
        waiting = null;
        if (upstream != null && !upstreamDone) {
            upstreamDone = true;
            upstream.cancel();
        }
    }

    // As the subscriber of the datagrams

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (done) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public boolean onNext(Datagram datagram) {
        if (done) {
            return true;
        }
        try {
            if (send(datagram)) {
                strand.spend(COST);
                // The next one may come at once.
                return false;
            }
            waiting = datagram;
            socket.watched().awaitWritable(room);
        } catch (IOException | RuntimeException failure) {
            fail(failure);
        }
        return true;
    }

    private void goOn() {
        Datagram next = waiting;
        if (done || next == null) {
            return;
        }
        try {
            if (!send(next)) {
                socket.watched().awaitWritable(room);
                return;
            }
        } catch (IOException | RuntimeException failure) {
            fail(failure);
            return;
        }
        waiting = null;
        if (upstreamDone) {
            complete();
        } else if (upstream != null) {
            upstream.request(1);
        }
    }

    /** Returns false if the system has no room. */
    private boolean send(Datagram datagram) throws IOException {
        InetSocketAddress only = socket.peer();
        if (only != null && !only.equals(datagram.peer())) {
            throw new IOException("it is connected, so it cannot send to another peer, "
                    + Addresses.describe(datagram.peer()) + "; a socket of Udp.bind can");
        }
        ByteBuffer buffer = strand.driver().scratch();
        datagram.content().copyTo(buffer, 0, datagram.content().length());
        buffer.flip();
        int length = buffer.remaining();
        if (length == 0 && only != null) {
            throw new IOException(
                    "the JDK sends no empty datagram from a socket that is connected; one of Udp.bind can send it");
        }
        try {
            // For an empty datagram the system does not tell whether it had room.
            return socket.channel().send(buffer, datagram.peer()) == length;
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (PortUnreachableException unreachable) {
            throw new IOException("the peer's port is unreachable", unreachable);
        } catch (IOException | UnsupportedAddressTypeException failure) {
            throw explained(failure, length, datagram.peer());
        }
    }

    private IOException explained(Exception failure, int length, InetSocketAddress peer) {
        if ("Message too long".equals(failure.getMessage())) {
            return new IOException("a datagram of " + length + " bytes is too large for its way", failure);
        }
        String why = UdpException.why(failure, peer, socket.options());
        String where = Addresses.describe(peer);
        return new IOException(why.contains(where) ? why : "to " + where + ": " + why, failure);
    }

    private void fail(Throwable failure) {
        done = true;
        stopUpstream();
        subscriber.onError(socket.failure("send", failure));
    }

    private void complete() {
        done = true;
        subscriber.onComplete();
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            upstreamDone = true;
            done = true;
            waiting = null;
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        upstreamDone = true;
        if (!done && waiting == null) {
            complete();
        }
    }
}

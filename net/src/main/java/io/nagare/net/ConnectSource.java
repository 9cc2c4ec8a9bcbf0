package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.net.socket.Addresses;
import io.nagare.net.socket.LoadedClasses;
import io.nagare.net.transport.ConnectionTotals;
import io.nagare.net.wire.SocketWire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** One attempt to connect, begun when there is demand. Runs on the subscriber's strand. */
final class ConnectSource extends Leaf implements StrandSubscription {

    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final SocketAddress address;
    private final ConnectionOptions options;
    private final StrandSubscriber<? super Connection> subscriber;
    private @Nullable SocketChannel channel;
    private @Nullable Registration registration;

    /** The end of a pause until a full backlog is tried again. */
    private @Nullable Deadline pauseEnd;

    private long pauseNanos = FIRST_PAUSE_NANOS;
    private boolean started;
    private boolean done;
    private boolean cancelled;

    ConnectSource(
            SocketAddress address,
            ConnectionOptions options,
            StrandSubscriber<? super Connection> subscriber,
            Strand strand) {
        super(strand);
        this.address = address;
        this.options = options;
        this.subscriber = subscriber;
    }

    void start() {
        LoadedClasses.begin();
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (started || done) {
            return;
        }
        started = true;
        attempt();
    }

    private void attempt() {
        try {
            SocketChannel opened = open(strand().driver().channels());
            channel = opened;
            options.apply(opened, address);
            boolean connected = opened.connect(address);
            registration = strand().driver().register(opened);
            if (connected) {
                succeed(opened, registration);
            } else {
                registration.awaitWritable(this);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    protected void run() {
        if (!done && pauseEnd != null && pauseEnd.reached()) {
            pauseEnd.disarm();
            attempt();
            return;
        }
        SocketChannel opened = channel;
        Registration registered = registration;
        if (done || opened == null || registered == null) {
            return;
        }
        try {
            if (registered.isClosed()) {
                throw new RuntimeClosedException("connecting to " + Addresses.describe(address));
            }
            if (opened.finishConnect()) {
                succeed(opened, registered);
            } else {
                registered.awaitWritable(this);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void succeed(SocketChannel connected, Registration registered) throws IOException {
        if (address instanceof InetSocketAddress
                && connected.getLocalAddress().equals(connected.getRemoteAddress())) {
            // No socket listens on the port that was to be reached. The system gave this socket the same port and
            // connected it to itself.
            throw new ConnectException("Connection refused");
        }
        ConnectionTotals totals = ConnectionTotals.of(strand().driver());
        SocketWire wire = new SocketWire(connected, registered, strand().driver());
        Connection connection = Connection.open(wire, options, totals);
        totals.countConnected();
        done = true;
        subscriber.onNext(connection);
        if (!cancelled) {
            subscriber.onComplete();
        }
    }

    private SocketChannel open(SelectorProvider channels) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? channels.openSocketChannel(StandardProtocolFamily.UNIX)
                : channels.openSocketChannel();
    }

    /**
     * Whether the backlog of a Unix socket is full. The system then refuses with EAGAIN, and never tells when there is
     * room. The channel is closed.
     */
    private boolean isBacklogFull(Throwable failure) {
        return address instanceof UnixDomainSocketAddress
                && failure instanceof SocketException
                && "Resource temporarily unavailable".equals(failure.getMessage());
    }

    private void attemptLater() {
        close();
        channel = null;
        Deadline pause = pauseEnd;
        if (pause == null) {
            pause = strand().driver().deadline(this);
            pauseEnd = pause;
        }
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
        pause.arm(strand().driver().time().nanoTime() + pauseNanos);
    }

    private void fail(Throwable failure) {
        if (isBacklogFull(failure)) {
            attemptLater();
            return;
        }
        done = true;
        close();
        ConnectionTotals.of(strand().driver()).countFailedAttempt();
        subscriber.onError(new ConnectFailedException(
                Addresses.describe(address), String.valueOf(failure.getMessage()), failure));
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            done = true;
            close();
            if (pauseEnd != null) {
                pauseEnd.disarm();
            }
        }
    }

    private void close() {
        if (registration != null) {
            registration.close();
        } else if (channel != null) {
            try {
                channel.close();
            } catch (Throwable failure) {
                strand().driver().unseen(failure, "closing a connection that was not made");
            }
        }
    }
}

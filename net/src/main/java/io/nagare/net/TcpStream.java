package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A connection: two directions, each of which ends by itself.
 *
 * <p>{@link #read()} completes when the peer has ended its direction. {@link #write} ends ours when its publisher completes (that is
 * TCP's half-close); {@link #send} writes and leaves it open. When both directions have ended, or something has failed, the connection is
 * closed and its descriptor given back; otherwise that is for {@link #close()}.
 *
 * <p>May be used by any thread. The two directions may be on one strand, as in an echo server, or on two that run in parallel.
 */
public final class TcpStream implements AutoCloseable {

    private final SocketChannel channel;
    private final ConnectionState state = new ConnectionState();
    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;

    /** Guards the making of the registration, which is made where the connection is first used. */
    private final ReentrantLock registering = new ReentrantLock();

    private volatile @Nullable Registration registration;

    TcpStream(SocketChannel connected, @Nullable Registration registration) throws IOException {
        this.channel = connected;
        this.registration = registration;
        this.localAddress = (InetSocketAddress) connected.getLocalAddress();
        this.remoteAddress = (InetSocketAddress) connected.getRemoteAddress();
    }

    /**
     * What the peer sends, in pieces as they arrive. Demand: one unit is one piece of at most 64 KiB; without demand the bytes stay with
     * the system, which slows the peer down. Cancellation loses nothing: a later subscriber reads on. Errors:
     * {@link ConnectionFailedException}, at once if there is a subscriber already.
     */
    public ByteStream read() {
        return ByteStream.of(Many.driven((subscriber, strand) -> new ReadSource(this, subscriber, strand).start()));
    }

    /**
     * Writes what the publisher emits, then ends our direction. Completes when all of it has been handed to the system. Begins on
     * subscription. Demand: the publisher is asked for more while less than 64 KiB wait for the peer. What it emits without a pause is
     * written together. Cancellation closes the connection, since nobody knows what was written. Errors: those of the publisher, and
     * {@link ConnectionFailedException}; both close the connection.
     */
    public One<Void> write(Publisher<Bytes> bytes) {
        return write(bytes, true);
    }

    /** As {@link #write}, but our direction stays open for more. */
    public One<Void> send(Publisher<Bytes> bytes) {
        return write(bytes, false);
    }

    private One<Void> write(Publisher<Bytes> bytes, boolean last) {
        Objects.requireNonNull(bytes, "bytes");
        return One.driven((subscriber, strand) -> new WriteSource(this, last, subscriber, strand).start(bytes));
    }

    /** Our end. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The peer's end. */
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** Closes the connection: streams that use it fail. Calling it again does nothing. */
    @Override
    public void close() {
        if (state.close()) {
            closeChannel();
        }
    }

    /** Whether it was closed, or has closed itself because both directions had ended or something failed. */
    public boolean isClosed() {
        return state.isClosed();
    }

    ConnectionState state() {
        return state;
    }

    SocketChannel channel() {
        return channel;
    }

    /** The registration, made with the caller's runtime if there is none yet. */
    Registration registration(Driver driver) throws IOException {
        Registration made = registration;
        if (made != null) {
            return made;
        }
        registering.lock();
        try {
            made = registration;
            if (made == null) {
                made = driver.register(channel);
                registration = made;
            }
            return made;
        } finally {
            registering.unlock();
        }
    }

    /** For whoever a transition of the state told so. */
    void closeChannel() {
        registering.lock();
        try {
            Registration made = registration;
            if (made != null) {
                made.close();
            } else {
                channel.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("closing " + this + " failed", failure);
        } finally {
            registering.unlock();
        }
    }

    @Override
    public String toString() {
        return "connection " + Addresses.describe(localAddress) + " - " + Addresses.describe(remoteAddress);
    }
}

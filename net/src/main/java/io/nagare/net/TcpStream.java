package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A connection: two directions, each of which ends by itself.
 *
 * <p>{@link #read()} completes when the peer has ended its direction. {@link #write} ends ours when its publisher completes (that is
 * TCP's half-close); {@link #send} writes and leaves it open.
 *
 * <p>The connection closes, and its descriptor is given back,
 *
 * <ul>
 *   <li>when both directions have ended: a {@code write} has completed, and a {@code read} has completed or was cancelled and nobody reads
 *       on. So an echo, {@code peer.write(peer.read())}, closes by itself;
 *   <li>when a direction fails, or a write is cancelled;
 *   <li>by {@link #close()}. A connection that is only read, only written or not used at all stays open until then.
 * </ul>
 *
 * <p>As with every socket, closing while the peer is still sending makes the system reset the connection, and the peer may lose what it
 * has not read yet; who must not lose it is read to its end.
 *
 * <p>May be used by any thread. The two directions may be on one strand, as in an echo server, or on two that run in parallel.
 */
public final class TcpStream implements AutoCloseable {

    private final SocketChannel channel;

    /** Also the monitor that guards the making of the registration, which is made where the connection is first used. */
    private final ConnectionState state = new ConnectionState();

    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;

    private volatile @Nullable Registration registration;

    /** The leaves of the subscriptions, to be woken when the connection closes while they wait for something else than the socket. */
    private volatile @Nullable Leaf reader;

    private volatile @Nullable Leaf writer;

    /** What made the connection close, if it did not end as it should. */
    private volatile @Nullable Throwable failure;

    TcpStream(SocketChannel connected, @Nullable Registration registration) throws IOException {
        this.channel = connected;
        this.registration = registration;
        this.localAddress = (InetSocketAddress) connected.getLocalAddress();
        this.remoteAddress = (InetSocketAddress) connected.getRemoteAddress();
    }

    /**
     * What the peer sends, in pieces as they arrive. Demand: one unit is one piece of at most 64 KiB; without demand the bytes stay with
     * the system, which slows the peer down. Cancellation loses nothing: a later subscriber reads on. Completes when the peer has ended its
     * direction, for later subscribers at once. Errors: {@link ConnectionFailedException}, at once if there is a subscriber already.
     */
    public ByteStream read() {
        return ByteStream.of(Many.driven((subscriber, strand) -> new ReadSource(this, subscriber, strand).start()));
    }

    /**
     * Writes what the publisher emits, then ends our direction. Completes when all of it has been handed to the system. Begins on
     * subscription. Demand: the publisher is asked for more while less than 64 KiB wait for the peer, one item at a time if they are
     * large. What it emits without a pause is written together. A file, as it comes from {@code AsyncFile.read} with no operator behind, is
     * sent by the system itself ({@code sendfile}), on a thread that may block. What is read from a connection, with no operator behind, is written from the
     * buffer it was read into and never copied, unless the peer is slow. Cancellation closes the connection, since nobody knows what was written.
     * Errors: those of the publisher, and
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

    /** Whether a source may read; if so it is woken when the connection closes. */
    ConnectionState.Begin beginReading(Leaf source) {
        ConnectionState.Begin begun = state.beginReading();
        if (begun == ConnectionState.Begin.GRANTED) {
            reader = source;
            wakeIfClosed(source);
        }
        return begun;
    }

    /** The reader has cancelled. */
    void leaveReading() {
        reader = null;
        if (state.leaveReading()) {
            closeChannel();
        }
    }

    /** The peer will send no more. */
    void endReading() {
        reader = null;
        if (state.endReading()) {
            closeChannel();
        }
    }

    /** Whether a source may write; if so its leaf is woken when the connection closes. */
    ConnectionState.Begin beginWriting(Leaf flush) {
        ConnectionState.Begin begun = state.beginWriting();
        if (begun == ConnectionState.Begin.GRANTED) {
            writer = flush;
            wakeIfClosed(flush);
        }
        return begun;
    }

    /** Everything of a publisher was written and more may follow. */
    void leaveWriting() {
        writer = null;
        state.leaveWriting();
    }

    /** We will send no more. */
    void endWriting() throws IOException {
        channel.shutdownOutput();
        writer = null;
        if (state.endWriting()) {
            closeChannel();
        }
    }

    /** The connection may have been closed before the leaf was there to be woken. */
    private void wakeIfClosed(Leaf leaf) {
        if (state.isClosed()) {
            leaf.wake();
        }
    }

    /** An operation has failed: closes the connection, and says why; for the other direction's sake too. */
    ConnectionFailedException fail(String operation, Throwable cause) {
        Throwable first = failure;
        if (first != null) {
            return new ConnectionFailedException(operation, this, "it had failed already: " + describe(first), first);
        }
        if (state.isClosed()) {
            return new ConnectionFailedException(operation, this, "it was closed", cause);
        }
        failure = cause;
        close();
        return new ConnectionFailedException(operation, this, describe(cause), cause);
    }

    /** Closes the connection because of somebody else's failure. */
    void closeAfter(Throwable cause) {
        if (!state.isClosed()) {
            failure = cause;
            close();
        }
    }

    private static String describe(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return "its runtime was closed";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
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
        synchronized (state) {
            made = registration;
            if (made == null) {
                made = driver.register(channel);
                registration = made;
            }
            return made;
        }
    }

    /** For whoever a transition of the state told so. */
    private void closeChannel() {
        try {
            synchronized (state) {
                Registration made = registration;
                if (made != null) {
                    made.close();
                } else {
                    channel.close();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("closing " + this + " failed", failure);
        } finally {
            wake(reader);
            wake(writer);
        }
    }

    private static void wake(@Nullable Leaf leaf) {
        if (leaf != null) {
            leaf.wake();
        }
    }

    @Override
    public String toString() {
        return "connection " + Addresses.describe(localAddress) + " - " + Addresses.describe(remoteAddress);
    }
}

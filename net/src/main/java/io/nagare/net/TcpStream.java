package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.driver.Owned;
import io.nagare.driver.Registration;
import io.nagare.net.connection.Connection;
import io.nagare.net.connection.ConnectionFailures;
import io.nagare.net.connection.ReadSource;
import io.nagare.net.connection.WriteSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A connection: two directions, each of which ends by itself.
 *
 * <p>{@link #read()} completes when the peer has ended its direction. {@link #write(Publisher)} leaves ours open;
 * {@link #writeAndEnd(Publisher)} ends it when its publisher completes.
 *
 * <p>The connection closes, and its descriptor is given back,
 *
 * <ul>
 *   <li>when both directions have ended: a {@code writeAndEnd} has completed, and a {@code read} has
 *       completed, or was cancelled and nobody reads on. So {@code peer.writeAndEnd(peer.read())} closes by itself;
 *   <li>when a direction fails, or a write fails or is cancelled: by a {@link #reset()};
 *   <li>when the handler, the function or the task ends that it was given to by {@link Tcp#serve}, {@link Tcp#connecting} or
 *       {@code accept().spawnEach};
 *   <li>by {@link #close()} or {@link #reset()};
 *   <li>when the runtime is closed on which it was opened.
 * </ul>
 *
 * <p><b>What the peer sees.</b> A connection that was closed in good order ends with a clean end of stream. One whose
 * write did not come to its end is reset, so that the peer cannot take a part for the whole.
 *
 * <p>May be used by any thread. The two directions may be on one strand, as in an echo server, or on two that run in
 * parallel.
 */
public final class TcpStream implements AutoCloseable, Owned {

    /** Made beforehand: when memory or descriptors run out is no time to link it. */
    private static final ConnectionFailures FAILURES = ConnectionFailedException::new;

    private final Connection connection;
    private volatile boolean keptOpen;

    private TcpStream(Connection connection) {
        this.connection = connection;
    }

    /** A connection that the runtime knows of. The caller closes the channel if this throws. */
    static TcpStream open(SocketChannel connected, @Nullable Registration registration, Driver home)
            throws IOException {
        TcpStream stream = new TcpStream(new Connection(connected, registration, home, FAILURES));
        stream.connection.open();
        return stream;
    }

    /**
     * What the peer sends, in pieces as they arrive. Demand: one unit is one piece of at most 64 KiB; without demand
     * the bytes stay with the system, which slows the peer down. Cancellation loses nothing: a later subscriber reads
     * on. Completes when the peer has ended its direction, for later subscribers at once. Errors: {@link
     * ConnectionFailedException}, at once if there is a subscriber already.
     */
    public ByteStream read() {
        return ByteStream.of(Many.driven((subscriber, strand) -> new ReadSource(connection, subscriber, strand).start()));
    }

    /**
     * Writes what the publisher emits, and leaves our direction open for more. Completes when all of it has been handed
     * to the system. Begins on subscription. Demand: the publisher is asked for more while less than 64 KiB wait for
     * the peer, one item at a time if they are large. What it emits without a pause is written together. A file, as it
     * comes from {@code AsyncFile.read} with no operator behind, is sent by the system itself ({@code sendfile}), on a
     * thread that may block. What is read from a connection, with no operator behind, is written from the buffer it was
     * read into and never copied, unless the peer is slow. Cancellation resets the connection, since nobody knows what
     * was written. Errors: those of the publisher, and {@link ConnectionFailedException}; both reset the connection, so
     * that the peer does not take what it has for the whole.
     */
    public One<Void> write(Publisher<Bytes> bytes) {
        return write(bytes, false);
    }

    /** Writes the bytes, and leaves our direction open for more. Otherwise as {@link #write(Publisher)}. */
    public One<Void> write(Bytes bytes) {
        return write(One.just(bytes));
    }

    /**
     * Writes what the publisher emits, then ends our direction: the peer reads the end of the stream (TCP's
     * half-close). Otherwise as {@link #write(Publisher)}.
     */
    public One<Void> writeAndEnd(Publisher<Bytes> bytes) {
        return write(bytes, true);
    }

    /** Writes the bytes, then ends our direction. Otherwise as {@link #writeAndEnd(Publisher)}. */
    public One<Void> writeAndEnd(Bytes bytes) {
        return writeAndEnd(One.just(bytes));
    }

    private One<Void> write(Publisher<Bytes> bytes, boolean last) {
        Objects.requireNonNull(bytes, "bytes");
        return One.driven((subscriber, strand) -> new WriteSource(connection, last, subscriber, strand).start(bytes));
    }

    /** Our end. */
    public InetSocketAddress localAddress() {
        return connection.localAddress();
    }

    /** The peer's end. */
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    /** How many bytes have been read so far. Counting costs nothing that can be measured. */
    public long bytesRead() {
        return connection.bytesRead();
    }

    /**
     * How many bytes have been handed to the system so far. Of a file that the system sends, those of the steps that
     * have ended.
     */
    public long bytesWritten() {
        return connection.bytesWritten();
    }

    /**
     * Closes the connection: streams that use it fail, and a write that has not come to its end is cut off by a {@link
     * #reset()}. Otherwise what was written is delivered: our direction ends, and the descriptor stays with the system
     * until the peer has ended its direction too, for 5 seconds and for 1 MiB of the peer's bytes at most. A descriptor
     * that is given back while bytes of the peer wait in it would make the system reset the connection. Calling this
     * again does nothing.
     */
    @Override
    public void close() {
        connection.close();
    }

    /**
     * Closes the connection at once and tells the peer that it was cut off: its reading fails ("connection reset"), and
     * it may lose what it has not read yet. Streams that use the connection fail. Also ends what {@link #close()} has
     * left to the system.
     */
    public void reset() {
        connection.reset();
    }

    /** Whether it was closed, or has closed itself because both directions had ended or something failed. */
    public boolean isClosed() {
        return connection.isClosed();
    }

    /**
     * Takes this over from the task that {@code spawnEach} has given it to: it stays open when the task ends, and
     * whoever keeps it closes it.
     *
     * @return this
     */
    public TcpStream keepOpen() {
        keptOpen = true;
        return this;
    }

    /**
     * For {@code spawnEach} and discarded items, see {@link Owned}: closes this, or resets it if the task did not
     * complete.
     */
    @Override
    public void ownerEnded(boolean completed) {
        if (keptOpen) {
            return;
        }
        if (completed) {
            close();
        } else if (!isClosed()) {
            reset();
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}

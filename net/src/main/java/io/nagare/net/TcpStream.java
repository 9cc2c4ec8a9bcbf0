package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Owned;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
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

    /** Has the classes loaded that closing needs: when descriptors run out is no time to load them. */
    static void load() {
        new ConnectionState().close();
    }

    private final Wire wire;
    private final ConnectionState state = new ConnectionState();
    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;

    /**
     * The leaves of the subscriptions, to be woken when the connection closes while they wait for something else than
     * the socket.
     */
    private volatile @Nullable Leaf reader;

    private volatile @Nullable Leaf writer;

    /** What made the connection close, if it did not end as it should. */
    private volatile @Nullable Throwable failure;

    private volatile boolean keptOpen;

    private TcpStream(SocketChannel connected, @Nullable Registration registration, Driver home) throws IOException {
        this.wire = new Wire(connected, registration, home, this);
        this.localAddress = (InetSocketAddress) connected.getLocalAddress();
        this.remoteAddress = (InetSocketAddress) connected.getRemoteAddress();
    }

    /** A connection that the runtime knows of. The caller closes the channel if this throws. */
    static TcpStream open(SocketChannel connected, @Nullable Registration registration, Driver home)
            throws IOException {
        TcpStream stream = new TcpStream(connected, registration, home);
        stream.wire.open();
        return stream;
    }

    /**
     * What the peer sends, in pieces as they arrive. Demand: one unit is one piece of at most 64 KiB; without demand
     * the bytes stay with the system, which slows the peer down. Cancellation loses nothing: a later subscriber reads
     * on. Completes when the peer has ended its direction, for later subscribers at once. Errors: {@link
     * ConnectionFailedException}, at once if there is a subscriber already.
     */
    public ByteStream read() {
        return ByteStream.of(Many.driven((subscriber, strand) -> new ReadSource(this, subscriber, strand).start()));
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

    /** How many bytes have been read so far. Counting costs nothing that can be measured. */
    public long bytesRead() {
        return wire.bytesRead();
    }

    /**
     * How many bytes have been handed to the system so far. Of a file that the system sends, those of the steps that
     * have ended.
     */
    public long bytesWritten() {
        return wire.bytesWritten();
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
        One<Void> lingering = closeInOrder();
        if (lingering != null) {
            detach(lingering);
        }
    }

    /**
     * Closes the connection at once and tells the peer that it was cut off: its reading fails ("connection reset"), and
     * it may lose what it has not read yet. Streams that use the connection fail. Also ends what {@link #close()} has
     * left to the system.
     */
    public void reset() {
        state.close();
        resetChannel();
    }

    /** Whether it was closed, or has closed itself because both directions had ended or something failed. */
    public boolean isClosed() {
        return state.isClosed();
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
            closeBehindBoth();
        }
    }

    /** The peer will send no more. */
    void endReading() {
        reader = null;
        if (state.endReading()) {
            closeBehindBoth();
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
        wire.channel().shutdownOutput();
        writer = null;
        if (state.endWriting()) {
            closeBehindBoth();
        }
    }

    /** The connection may have been closed before the leaf was there to be woken. */
    private void wakeIfClosed(Leaf leaf) {
        if (state.isClosed()) {
            leaf.wake();
        }
    }

    /** An operation has failed: resets the connection, and says why; for the other direction's sake too. */
    ConnectionFailedException fail(String operation, Throwable cause) {
        Throwable first = failure;
        if (first != null) {
            return new ConnectionFailedException(operation, this, "it had failed already: " + describe(first), first);
        }
        if (state.isClosed()) {
            return new ConnectionFailedException(operation, this, "it was closed", cause);
        }
        failure = cause;
        reset();
        return new ConnectionFailedException(operation, this, describe(cause), cause);
    }

    /** Resets the connection because of somebody else's failure. */
    void resetAfter(Throwable cause) {
        if (!state.isClosed()) {
            failure = cause;
            reset();
        }
    }

    private static String describe(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return "its runtime was closed";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    Wire wire() {
        return wire;
    }

    /**
     * Closes in good order if it is not closed yet. Returns what there is to wait for until the descriptor is given
     * back, if anything.
     */
    @Nullable One<Void> closeInOrder() {
        ConnectionState.Close how = state.close();
        if (how == ConnectionState.Close.LINGER) {
            return linger();
        }
        if (how == ConnectionState.Close.RESET) {
            resetChannel();
        } else if (how == ConnectionState.Close.AT_ONCE) {
            closeChannel();
        }
        return null;
    }

    /** Both directions have ended, or the peer's has a reader no more. */
    private void closeBehindBoth() {
        One<Void> lingering = state.hasReadAll() ? null : linger();
        if (lingering == null) {
            closeChannel();
        } else {
            detach(lingering);
        }
    }

    /** Lets the rest go on by itself. A runtime that is closing ends it. */
    private void detach(One<Void> lingering) {
        try {
            lingering.subscribe(nothing -> {}, closed -> {});
        } catch (Throwable failure) {
            // There was no memory to wait with.
            closeChannel();
        }
    }

    /** Null if the descriptor was given back at once: the peer has gone, or there is no memory to wait with. */
    private @Nullable One<Void> linger() {
        try {
            wire.channel().shutdownOutput();
            wakeBoth();
            return One.driven((subscriber, strand) -> new Lingering(this, subscriber, strand).start());
        } catch (Throwable failure) {
            closeChannel();
            return null;
        }
    }

    /** A runtime that knows of this was closed: a write that is under way is cut off, and nothing is waited for. */
    void runtimeClosed() {
        boolean cutOff = state.isWriting();
        if (!state.isClosed()) {
            failure = new ClosedChannelException();
        }
        state.close();
        if (cutOff) {
            resetChannel();
        } else {
            closeChannel();
        }
    }

    private void resetChannel() {
        wire.reset();
        wakeBoth();
    }

    /** Gives the descriptor back. Does nothing if that was done. */
    void closeChannel() {
        wire.close();
        wakeBoth();
    }

    private void wakeBoth() {
        wake(reader);
        wake(writer);
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

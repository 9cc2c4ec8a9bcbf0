package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Owned;
import io.nagare.codec.Codec;
import io.nagare.codec.Framed;
import io.nagare.failure.TimedOutException;
import io.nagare.net.tls.TlsClientOptions;
import io.nagare.net.tls.TlsHandshakes;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.tls.TlsSession;
import io.nagare.net.transport.ConnectionFailures;
import io.nagare.net.transport.ConnectionTotals;
import io.nagare.net.transport.ReadSource;
import io.nagare.net.transport.Transport;
import io.nagare.net.transport.WriteSource;
import io.nagare.net.wire.PipeWire;
import io.nagare.net.wire.Wire;
import io.nagare.stage.Programs;
import io.nagare.sync.CancellationToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
 *   <li>when its owner ends: the handler of {@link Tcp#serve}, the function of {@link Tcp#connecting}, or the task of
 *       {@code accept().spawnEach};
 *   <li>by {@link #close()} or {@link #reset()};
 *   <li>when the runtime on which it was opened is closed.
 * </ul>
 *
 * <p><b>What the peer sees.</b> A connection that is closed in good order ends with a clean end of stream. If a write
 * did not come to its end, the connection is reset, so that the peer cannot take a part for the whole.
 *
 * <p>May be used by any thread. The two directions may be on one strand, as in an echo server, or on two that run in
 * parallel.
 */
public final class Connection implements AutoCloseable, Owned {

    /** Made beforehand: it could not be linked when memory or descriptors have run out. */
    private static final ConnectionFailures FAILURES = ConnectionFailedException::new;

    private final Transport transport;
    private volatile boolean keptOpen;

    /** What was agreed on with the peer. Null if this is not encrypted. */
    private volatile @Nullable TlsSession security;

    /** Cancelled when the server that serves this drains. Null if none does. */
    private volatile @Nullable CancellationToken draining;

    /** What reads and writes the messages of this. Null if nothing does. */
    private volatile @Nullable Framed<?, ?> framed;

    private Connection(Transport transport) {
        this.transport = transport;
    }

    /**
     * A connection that the runtime knows of, and counts when it has closed. The caller closes the wire if this throws.
     */
    static Connection open(Wire wire, ConnectionOptions options, ConnectionTotals totals) throws IOException {
        Connection connection = new Connection(new Transport(wire, options.lingering(), FAILURES, totals));
        connection.transport.open();
        return connection;
    }

    /** A connection that no runtime has to know. */
    static Connection over(Wire wire) {
        return new Connection(new Transport(wire, ConnectionOptions.defaults().lingering(), FAILURES, null));
    }

    /**
     * Makes two connections that are each other's peers, in memory. They behave as connections over sockets do: each
     * direction holds 64 KiB, ends by itself, and can be reset. Nothing has to be closed for the system's sake.
     */
    public static Pair pair() {
        PipeWire[] ends = PipeWire.pair();
        return new Pair(over(ends[0]), over(ends[1]));
    }

    /**
     * Two connections in memory, each the other's peer.
     *
     * @param first one end
     * @param second the other end
     */
    public record Pair(Connection first, Connection second) {

        /** Takes two ends. */
        public Pair {
            Objects.requireNonNull(first, "first");
            Objects.requireNonNull(second, "second");
        }
    }

    /**
     * Emits what the peer sends, in pieces as they arrive. Completes when the peer has ended its direction; a later
     * subscriber completes at once.
     *
     * <p>Demand: one unit is one piece of at most 64 KiB. Without demand the bytes stay with the system, which slows
     * the peer down. Cancellation loses nothing: a later subscriber reads on. Errors:
     * {@link ConnectionFailedException}; at once if there is another subscriber.
     */
    public ByteStream read() {
        return ByteStream.of(
                Programs.driven((subscriber, strand) -> new ReadSource(transport, subscriber, strand).start()));
    }

    /**
     * Writes what the publisher emits, and leaves our direction open for more. Completes when all of it has been
     * handed to the system. Begins on subscription.
     *
     * <p>Demand: more is requested from the publisher while less than 64 KiB wait for the peer; one item at a time if
     * items are large. Items that come without a pause are written together.
     *
     * <p>Cancellation resets the connection, since nobody knows what was written. Errors: those of the publisher, and
     * {@link ConnectionFailedException}. Both reset the connection, so that the peer does not take a part for the
     * whole.
     *
     * <p>Two sources are not copied if no operator is behind them. The system sends a file of {@code AsyncFile.read}
     * itself ({@code sendfile}), on a thread that may block. The bytes of another connection are written from the
     * buffer that they were read into, unless the peer is slow.
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

    /** Ends our direction: the peer reads the end of the stream. Otherwise as {@link #writeAndEnd(Publisher)}. */
    public One<Void> end() {
        return writeAndEnd(Many.empty());
    }

    private One<Void> write(Publisher<Bytes> bytes, boolean last) {
        Objects.requireNonNull(bytes, "bytes");
        return Programs.drivenOne(
                (subscriber, strand) -> new WriteSource(transport, last, subscriber, strand).start(bytes));
    }

    /** Our end. */
    public SocketAddress localAddress() {
        return transport.localAddress();
    }

    /** The peer's end. */
    public SocketAddress remoteAddress() {
        return transport.remoteAddress();
    }

    /**
     * Returns which user and group the peer has, if this is a Unix socket. Asks the system.
     *
     * @throws IOException if the connection is closed
     */
    public Optional<PeerCredentials> peerCredentials() throws IOException {
        return Optional.ofNullable(transport.credentials())
                .map(peer -> new PeerCredentials(peer.user().getName(), peer.group().getName()));
    }

    /** Returns how many bytes have been read so far. */
    public long bytesRead() {
        return transport.bytesRead();
    }

    /**
     * Returns how many bytes have been handed to the system so far. While the system sends a file, only the steps that
     * have ended are counted.
     */
    public long bytesWritten() {
        return transport.bytesWritten();
    }

    /**
     * Closes the connection. Streams that use it fail. A write that has not come to its end is cut off by a {@link
     * #reset()}. Otherwise what was written is delivered, and our direction ends. A second call does nothing.
     *
     * <p>The descriptor is given back when the peer has ended its direction too, but after at most 5 seconds or 1 MiB
     * of the peer's bytes, unless {@link ConnectionOptions#lingering} says otherwise. If it were given back while bytes
     * of the peer wait in it, the system would reset the connection.
     */
    @Override
    public void close() {
        transport.close();
    }

    /**
     * Closes the connection at once, so that the peer sees that it was cut off. The peer's reading fails ("connection
     * reset"), and the peer may lose what it has not read yet. Streams that use the connection fail. If
     * {@link #close()} still waits for the peer, that ends too.
     */
    public void reset() {
        transport.reset();
    }

    /**
     * Completes when the connection has closed in good order and its descriptor was given back. Fails with
     * {@link ConnectionFailedException}, which says why, if the connection was cut off: because it failed, was reset,
     * or its runtime was closed. Demand: none is needed. Cancellation closes nothing.
     */
    public One<Void> closed() {
        return transport.closed();
    }

    /**
     * Completes when the server that serves this connection is to end ({@link Server#drain}); never for a connection
     * that no server serves. Demand: none is needed.
     *
     * <p>A handler asks for it in order to finish what it has begun and to begin nothing new:
     *
     * <pre>{@code
     * peer -> peer.write(peer.read().lines().takeUntil(peer.draining()).concatMap(this::answer))
     * }</pre>
     */
    public One<Void> draining() {
        CancellationToken told = draining;
        return told == null ? One.never() : told.cancelled();
    }

    /**
     * Lets a handshake use the wire, and goes on with the wire that it emits. Resets this if the handshake fails, is
     * cancelled, or takes longer than the limit.
     */
    One<Void> handshake(String name, Function<? super Wire, ? extends One<? extends Wire>> handshake, Duration limit) {
        return transport.exchange(
                name,
                wire -> handshake.apply(wire).timeout(limit).onErrorMap(failure -> failure instanceof TimedOutException
                        ? new SocketTimeoutException("it was not over within " + limit.toMillis() + " ms")
                        : failure));
    }

    /**
     * Encrypts the connection from now on, as its client; for a protocol that begins in plain text and then changes, as
     * with STARTTLS. Nobody may read or write meanwhile, and what the peer has sent in plain text must have been read.
     * To encrypt from the beginning, use {@link ConnectOptions#tls}.
     *
     * <p>Completes when both sides agree; the connection is then used as before. Begins on subscription. If the
     * handshake fails or is cancelled, the connection is closed. Errors: {@link ConnectionFailedException}, whose cause
     * is a {@link io.nagare.net.tls.TlsFailedException} that says what was wrong.
     *
     * <p>Fails, and resets the connection, if what {@link #framed} has read behind the last message is still there: the
     * peer must wait for the handshake.
     *
     * @param host the server's name, which is sent and verified unless the options name another
     * @throws IllegalArgumentException if the host is malformed
     */
    public One<Void> startTls(String host, TlsClientOptions options) {
        TlsHandshakes.checkHost(options, host);
        int port = remoteAddress() instanceof InetSocketAddress inet ? inet.getPort() : 0;
        return encrypted(wire -> TlsHandshakes.client(wire, options, host, port, this::secured));
    }

    /** Encrypts the connection from now on, as its server. Otherwise as {@link #startTls(String, TlsClientOptions)}. */
    public One<Void> startTls(TlsServerOptions options) {
        Objects.requireNonNull(options, "options");
        return encrypted(wire -> TlsHandshakes.server(wire, options, this::secured));
    }

    /** What came in plain text must not be taken for something that came encrypted (CVE-2011-0411). */
    private One<Void> encrypted(Function<Wire, One<Wire>> handshake) {
        return transport.exchange("startTls", wire -> {
            Framed<?, ?> messages = framed;
            return messages != null && messages.hasUnread()
                    ? One.error(new IOException("the peer has sent more in plain text behind its last message, and"
                            + " that would be read as if it had come encrypted"))
                    : handshake.apply(wire);
        });
    }

    private Wire secured(Wire wire, TlsSession session) {
        security = session;
        return wire;
    }

    /** Returns what was agreed on with the peer, if the connection is encrypted. */
    public Optional<TlsSession> security() {
        return Optional.ofNullable(security);
    }

    /**
     * Reads and writes the messages of a codec in place of bytes. The connection is closed as without it. To be called
     * once: what a reader has not taken waits in the result for the next one.
     */
    public <In, Out> Framed<In, Out> framed(Codec<In, Out> codec) {
        Framed<In, Out> messages = Framed.of(read(), this::write, this::writeAndEnd, codec);
        framed = messages;
        return messages;
    }

    /** Served by a server that drains when the token is cancelled. */
    void drainedBy(CancellationToken token) {
        draining = token;
    }

    /** Returns whether it was closed, or has closed because both directions had ended or one had failed. */
    public boolean isClosed() {
        return transport.isClosed();
    }

    /**
     * Takes this over from the task to which {@code spawnEach} has given it. It stays open when the task ends. The
     * caller has to close it.
     *
     * @return this
     */
    public Connection keepOpen() {
        keptOpen = true;
        return this;
    }

    /**
     * Closes this, or resets it if the task did not complete. Called by {@code spawnEach} and for discarded items, see
     * {@link Owned}.
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

    Transport transport() {
        return transport;
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}

package io.nagare.net.tls;

import io.nagare.driver.Leaf;
import io.nagare.driver.Resource;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Encryption over another wire, which this owns. A handshake makes it and drives it first; after that it is a wire like
 * any other, and its threads are those that {@link Wire} allows.
 *
 * <p>Always holds: the reader alone unwraps, and whoever wraps has the lock of {@code Outbound}. When this closes, so
 * does the inner wire, which wakes the leaves that wait. The first failure of the encryption is the failure of every
 * later call.
 */
final class TlsWire implements Wire, AutoCloseable {

    /** How often what has come before an alert is read and dropped, with at least a record each time. */
    private static final int MOST_LAST_ROUNDS = 64;

    private final Wire inner;
    private final SSLEngine engine;

    /** Whether we had a certificate to show to the peer. */
    private final boolean identified;

    private final Outbound outbound;
    private final Inbound inbound;
    private volatile boolean closed;
    private volatile @Nullable TlsFailedException failure;

    /** Null during the handshake. */
    private volatile @Nullable TlsSession session;

    TlsWire(Wire inner, SSLEngine engine, boolean identified) {
        this.inner = inner;
        this.engine = engine;
        this.identified = identified;
        this.outbound = new Outbound(inner, engine);
        this.inbound = new Inbound(inner, engine, outbound);
    }

    // For the handshake

    SSLEngine engine() {
        return engine;
    }

    Outbound outbound() {
        return outbound;
    }

    Inbound inbound() {
        return inbound;
    }

    /** The handshake is over. */
    void settle(TlsSession agreed) {
        inbound.settle();
        session = agreed;
    }

    /** What was agreed with the peer. */
    TlsSession session() {
        TlsSession agreed = session;
        if (agreed == null) {
            throw new IllegalStateException("the handshake is not over");
        }
        return agreed;
    }

    // For the reader

    @Override
    public int read(ByteBuffer into) throws IOException {
        check();
        try {
            return inbound.read(into);
        } catch (SSLException | TlsFailedException | RuntimeException failed) {
            throw fail(failed);
        }
    }

    @Override
    public boolean keepsRead() {
        return inbound.isReady();
    }

    @Override
    public void awaitReadable(Leaf leaf) throws IOException {
        check();
        if (inbound.isReady()) {
            leaf.wake();
        } else if (inbound.needsTask()) {
            leaf.strand().driver().blocking(() -> runTasks(leaf));
        } else {
            inner.awaitReadable(leaf);
        }
    }

    private void runTasks(Leaf leaf) {
        try {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } catch (Throwable failed) {
            fail(failed);
        } finally {
            leaf.wake();
        }
    }

    @Override
    public void pauseReading() {
        inner.pauseReading();
    }

    // For the writer

    @Override
    public int write(ByteBuffer from) throws IOException {
        check();
        try {
            return outbound.write(from);
        } catch (SSLException | TlsFailedException | RuntimeException failed) {
            throw fail(failed);
        }
    }

    @Override
    public boolean flush() throws IOException {
        check();
        return outbound.flush();
    }

    /** Reads what has come and drops it, up to an alert, such as one that refuses our certificate. */
    @Override
    public @Nullable TlsFailedException lastWords() {
        if (failure != null || closed) {
            return null;
        }
        ByteBuffer dropped = ByteBuffer.allocate(TlsRecord.LONGEST_RECORD);
        try {
            for (int round = 0; round < MOST_LAST_ROUNDS; round++) {
                if (inbound.read(dropped.clear()) <= 0 && (inbound.hasPeerEnded() || !inbound.isReady())) {
                    return null;
                }
            }
        } catch (IOException | RuntimeException last) {
            TlsFailedException said = Explanations.explain(last, identified);
            if (said.reason() == TlsFailedException.Reason.REFUSED_BY_PEER) {
                failure = said;
                return said;
            }
        }
        return null;
    }

    /** Says close_notify to the peer, and ends our direction of the inner wire. */
    @Override
    public boolean end() throws IOException {
        check();
        try {
            return outbound.end();
        } catch (SSLException | RuntimeException failed) {
            throw fail(failed);
        }
    }

    @Override
    public boolean hasFarewell() {
        return true;
    }

    @Override
    public void awaitWritable(Leaf leaf) throws IOException {
        check();
        inner.awaitWritable(leaf);
    }

    // For any thread

    @Override
    public void open(Resource owner) throws IOException {
        inner.open(owner);
    }

    /** Says close_notify if nothing was cut off and there is room for it, and closes the inner wire. */
    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        if (first && failure == null && session != null) {
            outbound.endAtOnce();
        }
        inner.close();
    }

    @Override
    public void reset() {
        closed = true;
        inner.reset();
    }

    @Override
    public @Nullable UnixDomainPrincipal credentials() throws IOException {
        return inner.credentials();
    }

    @Override
    public SocketAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return inner.remoteAddress();
    }

    private void check() throws IOException {
        TlsFailedException failed = failure;
        if (failed != null) {
            throw failed;
        }
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    /** Says why to the peer, if there is room for that, and returns what to throw. */
    private TlsFailedException fail(Throwable cause) {
        TlsFailedException failed = Explanations.explain(cause, identified);
        if (failure == null) {
            failure = failed;
            sayWhy();
        }
        return failed;
    }

    /** Sends the alert that the engine has made of a failure. The connection ends in any case. */
    void sayWhy() {
        try {
            outbound.speak();
            outbound.flush();
        } catch (IOException | RuntimeException gone) {
            // The peer cannot be told.
        }
    }

    @Override
    public String toString() {
        return "TLS over " + inner;
    }
}

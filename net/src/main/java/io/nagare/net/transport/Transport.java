package io.nagare.net.transport;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Resource;
import io.nagare.net.socket.Addresses;
import io.nagare.net.wire.Wire;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.function.Function;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a {@code Connection}: its wire, its state, and the subscriptions that use it. May be used by any
 * thread.
 *
 * <p>Always holds: when the connection has closed, each subscription that uses it is woken after that. So none waits
 * for a wire that is gone.
 */
public final class Transport extends Release implements Resource {

    /** Loads the classes that closing needs, since no class can be loaded when descriptors run out. */
    public static void load() {
        new ConnectionState().close();
    }

    /** Replaced by a handshake, while nobody reads or writes. */
    private volatile Wire wire;

    private final ConnectionState state = new ConnectionState();

    private final LingerLimits lingerLimits;

    /** Makes the exceptions that subscribers get. */
    private final ConnectionFailures failures;

    /** Where this is counted when it has closed; null if nowhere. */
    private final @Nullable ConnectionTotals totals;

    /** By the time of the totals. */
    private final long openedAt;

    /**
     * The leaves of the subscriptions. They are woken when the connection closes, since they may wait for something
     * else than the socket.
     */
    private volatile @Nullable Leaf reader;

    private volatile @Nullable Leaf writer;

    /** Why the connection was closed, if that was a failure. */
    private volatile @Nullable Throwable failure;

    /** A connection that no runtime knows yet. */
    public Transport(
            Wire wire, LingerLimits lingerLimits, ConnectionFailures failures, @Nullable ConnectionTotals totals) {
        this.wire = wire;
        this.lingerLimits = lingerLimits;
        this.failures = failures;
        this.totals = totals;
        this.openedAt = totals == null ? 0 : totals.now();
    }

    /** Enters this with its runtime. The caller closes the wire if this throws. */
    public void open() throws IOException {
        wire.open(this);
    }

    /** Our end. */
    public SocketAddress localAddress() {
        return wire.localAddress();
    }

    /** The peer's end. */
    public SocketAddress remoteAddress() {
        return wire.remoteAddress();
    }

    /** Who is at the other end, as the system knows it; null if it does not. */
    public @Nullable UnixDomainPrincipal credentials() throws IOException {
        return wire.credentials();
    }

    /** Whether it was closed, or has closed itself. */
    public boolean isClosed() {
        return state.isClosed();
    }

    /** Closes the connection in good order. What there is to wait for goes on by itself. */
    public void close() {
        One<Void> lingering = closeInOrder();
        if (lingering != null) {
            detach(lingering);
        }
    }

    /** Closes the connection at once, so that the peer sees a reset. */
    public void reset() {
        state.close();
        resetChannel();
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

    /** Everything of a publisher was written and more may follow. Returns false if the wire still keeps some of it. */
    boolean leaveWriting() throws IOException {
        if (!wire.flush()) {
            return false;
        }
        writer = null;
        state.leaveWriting();
        return true;
    }

    /** A writer that has written nothing leaves. */
    void giveUpWriting() {
        writer = null;
        state.leaveWriting();
    }

    /** We will send no more. Returns false if the wire still keeps some of what was sent. */
    boolean endWriting() throws IOException {
        if (!wire.end()) {
            return false;
        }
        writer = null;
        if (state.endWriting()) {
            closeBehindBoth();
        }
        return true;
    }

    /** The connection may have been closed before the leaf was there to be woken. */
    private void wakeIfClosed(Leaf leaf) {
        if (state.isClosed()) {
            leaf.wake();
        }
    }

    /**
     * A write has failed. The peer may have said why it gave up, and nobody has read that: it explains more than the
     * failure of the socket behind it.
     */
    IOException failWriting(String operation, Throwable cause) {
        IOException said = null;
        if (failure == null && state.beginReading() == ConnectionState.Begin.GRANTED) {
            // For good: the connection closes next.
            said = wire.lastWords();
        }
        return fail(operation, said == null ? cause : said);
    }

    /** An operation has failed. Resets the connection, and keeps the reason for the other direction. */
    IOException fail(String operation, Throwable cause) {
        Throwable first = failure;
        if (first != null) {
            return failures.failed(operation, this, "it had failed already: " + describe(first), first);
        }
        if (state.isClosed()) {
            return failures.failed(operation, this, "it was closed", cause);
        }
        failure = cause;
        reset();
        return failures.failed(operation, this, describe(cause), cause);
    }

    /** Resets the connection because of a failure elsewhere. */
    public void resetAfter(Throwable cause) {
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

    /** Makes the failure of a subscriber that may not use the connection. */
    IOException refusal(String operation, String why) {
        return failures.failed(operation, this, why, null);
    }

    Wire wire() {
        return wire;
    }

    LingerLimits lingerLimits() {
        return lingerLimits;
    }

    /**
     * Lets a handshake or preamble use the wire while nobody reads or writes, and goes on with the wire that it emits.
     * Resets the connection if it fails or is cancelled. Fails if the connection is in use.
     *
     * @param operation the name of the handshake, for failures
     */
    public One<Void> exchange(String operation, Function<? super Wire, ? extends One<? extends Wire>> exchange) {
        return Programs.drivenOne(
                (subscriber, strand) -> new WireExchange(this, operation, subscriber, strand).start(exchange));
    }

    /** A handshake has made another wire of this one's. */
    void goOnWith(Wire result) {
        wire = result;
    }

    /** A handshake is over. */
    void leaveExchange() {
        reader = null;
        writer = null;
        state.endExchange();
    }

    /**
     * Closes in good order if it is not closed yet. Returns what completes when the descriptor has been given back;
     * null if there is nothing to wait for.
     */
    public @Nullable One<Void> closeInOrder() {
        ConnectionState.Close how = state.close();
        if (how == ConnectionState.Close.LINGER || how == ConnectionState.Close.AT_ONCE && wire.hasFarewell()) {
            return linger();
        }
        if (how == ConnectionState.Close.RESET) {
            resetChannel();
        } else if (how == ConnectionState.Close.AT_ONCE) {
            closeChannel();
        }
        return null;
    }

    /** Both directions have ended, or ours has and nobody reads the other. */
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

    /**
     * Null if the descriptor was given back at once: there is nothing to wait for, the peer has gone, or there is no
     * memory to wait with.
     */
    private @Nullable One<Void> linger() {
        try {
            boolean ended = wire.end();
            if (ended && state.hasReadAll()) {
                closeChannel();
                return null;
            }
            wakeBoth();
            return Programs.drivenOne((subscriber, strand) -> new Lingering(this, ended, subscriber, strand).start());
        } catch (Throwable failure) {
            closeChannel();
            return null;
        }
    }

    /** A runtime that knows of this was closed. A write that is under way is cut off, and nothing is waited for. */
    @Override
    public void runtimeClosed() {
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
        release(End.CUT_OFF);
    }

    /** Gives the wire back. Does nothing if that was done. */
    public void closeChannel() {
        wire.close();
        release(failure == null ? End.IN_ORDER : End.CUT_OFF);
    }

    @Override
    void released() {
        if (totals != null) {
            totals.countClosed(this, openedAt);
        }
    }

    /**
     * Lets a writer that waits try again. A system may have room long before it says so: Linux waits until a third of a
     * socket's buffer is free, and a quarter of a Unix socket's.
     */
    public void retryWriting() {
        if (writerWaits()) {
            wake(writer);
        }
    }

    /** Whether there is a reader that has no demand. */
    public boolean readerPauses() {
        return state.isReading() && !readerWaits();
    }

    @Override
    One<Void> outcome() {
        return wasCutOff() ? One.error(failures.failed("closed", this, reason(), failure)) : One.empty();
    }

    /** Why the connection has closed. */
    String reason() {
        if (!wasCutOff()) {
            return "it was closed in good order";
        }
        Throwable reason = failure;
        return reason == null ? "it was reset on this side" : describe(reason);
    }

    @Override
    void wakeBoth() {
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
        return "connection " + Addresses.describe(localAddress()) + " - " + Addresses.describe(remoteAddress());
    }
}

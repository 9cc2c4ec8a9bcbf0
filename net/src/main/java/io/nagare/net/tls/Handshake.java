package io.nagare.net.tls;

import io.nagare.driver.BlockingJob;
import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.net.socket.Addresses;
import io.nagare.net.tls.TlsFailedException.Reason;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Drives an engine and the wire under it until both sides agree, then emits what is made of the encrypted wire. Begins
 * when there is demand. Runs on the subscriber's strand; what the engine has to compute is done on a thread that may
 * block.
 *
 * <p>Always holds: whatever ends this, the inner wire is closed, unless the item was emitted. While a job uses the
 * engine, nothing else does: the engine has a lock that would hold up a worker.
 *
 * @param <T> the type of what is made of the encrypted wire
 */
final class Handshake<T> extends Leaf implements StrandSubscription {

    /** What a step of the engine costs in units of the strand's budget. */
    private static final int COST = 32;

    private final Wire inner;
    private final Side side;
    private final BiFunction<? super Wire, ? super TlsSession, ? extends T> made;
    private final StrandSubscriber<? super T> subscriber;
    private final Deadline deadline;
    private @Nullable BlockingJob job;
    private @Nullable TlsWire wire;
    private String state = "preparing";
    private boolean started;
    private boolean done;
    private boolean cancelled;

    /** When the engine was made, by the clock of the JDK, which dates its sessions. Written as {@link #opened} is. */
    private Date openedAt = new Date(0);

    /** What a job has made. Written before {@link #working} is cleared. */
    private @Nullable SSLEngine opened;

    /** Why a job has failed. Written before {@link #working} is cleared. */
    private @Nullable Throwable jobFailure;

    /** Whether a job uses the engine. */
    private volatile boolean working;

    Handshake(
            Wire inner,
            Side side,
            BiFunction<? super Wire, ? super TlsSession, ? extends T> made,
            StrandSubscriber<? super T> subscriber,
            Strand strand) {
        super(strand);
        this.inner = inner;
        this.side = side;
        this.made = made;
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (started || done) {
            return;
        }
        started = true;
        try {
            Driver driver = strand().driver();
            deadline.arm(driver.time().nanoTime() + side.common().handshakeLimit().toNanos());
            if (side.isQuick()) {
                openEngine();
                wake();
            } else {
                work(this::openEngine);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void openEngine() throws GeneralSecurityException, IOException {
        openedAt = new Date();
        SSLEngine engine = side.open();
        engine.beginHandshake();
        opened = engine;
    }

    /** Something that a thread that may block does. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void work(Work work) {
        state = "computing";
        working = true;
        job = strand().driver().blocking(() -> {
            try {
                work.run();
            } catch (Throwable failure) {
                jobFailure = failure;
            }
            working = false;
            wake();
        });
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Override
    protected void run() {
        if (done || !started) {
            return;
        }
        try {
            if (deadline.reached()) {
                throw new TlsFailedException(
                        Reason.HANDSHAKE_LIMIT,
                        "it was not over within its limit of " + side.common().handshakeLimit()
                                + "; at that time it was " + state,
                        null);
            }
            if (!working) {
                proceed();
            }
        } catch (RuntimeException | Error failure) {
            if (done) {
                // The subscriber threw. Its strand handles that.
                throw failure;
            }
            fail(failure);
        } catch (Exception failure) {
            fail(failure);
        }
    }

    private void proceed() throws Exception {
        Throwable failed = jobFailure;
        if (failed instanceof Exception exception) {
            throw exception;
        }
        if (failed instanceof Error error) {
            throw error;
        }
        TlsWire tls = wire;
        if (tls == null) {
            SSLEngine engine = opened;
            if (engine == null) {
                return;
            }
            tls = new TlsWire(inner, engine, side.isIdentified());
            wire = tls;
        }
        while (step(tls)) {
            if (!strand().spend(COST)) {
                wake();
                return;
            }
        }
    }

    /** Does one step. Returns whether another one can be done now. */
    private boolean step(TlsWire tls) throws IOException {
        SSLEngine engine = tls.engine();
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK:
                work(() -> runTasks(engine));
                return false;
            case NEED_WRAP:
                tls.outbound().speak();
                return true;
            case NEED_UNWRAP:
            case NEED_UNWRAP_AGAIN:
                return flush(tls) && advance(tls);
            default:
                if (tls.inbound().hasPeerEnded() || engine.isInboundDone() || engine.isOutboundDone()) {
                    throw new TlsFailedException(Reason.CLOSED, "it was ended with close_notify", null);
                }
                if (flush(tls)) {
                    succeed(tls);
                }
                return false;
        }
    }

    private boolean flush(TlsWire tls) throws IOException {
        if (tls.outbound().flush()) {
            return true;
        }
        state = "waiting until the peer takes what was sent";
        inner.awaitWritable(this);
        return false;
    }

    private boolean advance(TlsWire tls) throws IOException {
        if (tls.inbound().advance()) {
            return true;
        }
        state = "waiting for the peer";
        inner.awaitReadable(this);
        return false;
    }

    private void succeed(TlsWire tls) throws IOException {
        tls.settle(agreed(tls.engine()));
        T item = made.apply(tls, tls.session());
        done = true;
        deadline.disarm();
        inner.pauseReading();
        subscriber.onNext(item);
        if (!cancelled) {
            subscriber.onComplete();
        }
    }

    private TlsSession agreed(SSLEngine engine) throws TlsFailedException {
        SSLSession session = engine.getSession();
        String protocol = engine.getApplicationProtocol();
        boolean none = protocol == null || protocol.isEmpty();
        Common common = side.common();
        if (none && !common.applicationProtocols().isEmpty() && common.applicationProtocolRequired()) {
            throw new TlsFailedException(
                    Reason.NO_COMMON_APPLICATION_PROTOCOL,
                    "the peer has taken part in no choice of an application protocol (ALPN), and one of "
                            + common.applicationProtocols() + " is needed",
                    null);
        }
        boolean resumed = side.hasResumed(engine, openedAt);
        return new TlsSession(
                session.getProtocol(),
                session.getCipherSuite(),
                none ? null : protocol,
                side.serverName(session),
                side.asksForCertificate() ? peerCertificates(session) : List.of(),
                resumed);
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    certificates.add(x509);
                }
            }
        } catch (SSLPeerUnverifiedException none) {
            // A client needs no certificate.
        }
        return certificates;
    }

    private void fail(Throwable failure) {
        done = true;
        TlsWire tls = wire;
        if (tls == null || working) {
            end();
            inner.reset();
        } else {
            end();
            closeBehind(tls);
        }
        subscriber.onError(failure instanceof Error ? failure : explained(failure));
    }

    /**
     * Tells the peer why, as far as that is possible at once. A peer that cannot be told, such as one that does not
     * speak TLS, is reset: it must not take the end for one in good order.
     */
    private void closeBehind(TlsWire tls) {
        boolean told = false;
        try {
            tls.sayWhy();
            if (tls.engine().getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                // The peer has agreed and we have not. TLS has no alert for that, but the end can be told.
                tls.outbound().endAtOnce();
            }
            // So it is behind an alert and behind close_notify.
            told = tls.engine().isOutboundDone();
            if (told) {
                inner.end();
                tls.inbound().drop();
            }
        } catch (IOException | RuntimeException gone) {
            // The peer cannot be told.
        } finally {
            if (told) {
                inner.close();
            } else {
                inner.reset();
            }
        }
    }

    private TlsFailedException explained(Throwable failure) {
        TlsFailedException why = why(failure);
        return new TlsFailedException(
                why.reason(),
                "the TLS handshake with " + side.peer(Addresses.describe(inner.remoteAddress()))
                        + " failed: " + why.getMessage(),
                why.getCause() == null ? failure : why.getCause());
    }

    private TlsFailedException why(Throwable failure) {
        if (failure instanceof ClosedChannelException) {
            return new TlsFailedException(Reason.CLOSED, "the connection was closed", failure);
        }
        return Explanations.explain(failure, side.isIdentified());
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            done = true;
            end();
            inner.reset();
        }
    }

    private void end() {
        deadline.disarm();
        BlockingJob begun = job;
        if (begun != null) {
            begun.cancel();
        }
    }
}

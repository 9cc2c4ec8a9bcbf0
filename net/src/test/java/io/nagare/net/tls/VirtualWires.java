package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A runtime in virtual time for tests of wires in memory. Everything runs on the test's thread. */
final class VirtualWires implements AutoCloseable {

    static final CertificateMaker.Issued ROOT = CertificateMaker.root("CN=Test Root");
    static final CertificateMaker.Issued LOCAL = CertificateMaker.local(ROOT).make();
    static final int LARGE = 1 << 20;

    /** Both ends after their handshake. */
    record Pair(TlsWire client, TlsWire server) {}

    final StepScheduler scheduler = new StepScheduler("tls");
    final Nagare runtime = EngineRuntime.on(scheduler);

    VirtualWires() {
        Schedulers.enter(scheduler);
    }

    VirtualWires(long seed) {
        this();
        SplittableRandom random = new SplittableRandom(seed);
        scheduler.order(random::nextLong);
    }

    /** Makes nothing else of an encrypted wire. */
    static TlsWire itself(Wire encrypted, TlsSession session) {
        return (TlsWire) encrypted;
    }

    static TlsServerOptions serverOptions() {
        return TlsServerOptions.of(LOCAL.identity());
    }

    static TlsClientOptions clientOptions() {
        return TlsClientOptions.defaults().trust(ROOT.trust());
    }

    /** Subscribes, with demand. */
    <T> Recorder<T> begin(One<T> one) {
        Recorder<T> recorder = new Recorder<>();
        one.subscribe(recorder);
        return recorder.request(1);
    }

    Recorder<TlsWire> client(MemoryWire wire, TlsClientOptions options) {
        return begin(TlsHandshakes.client(wire, options, "localhost", 443, VirtualWires::itself));
    }

    Recorder<TlsWire> server(MemoryWire wire, TlsServerOptions options) {
        return begin(TlsHandshakes.server(wire, options, VirtualWires::itself));
    }

    Pair shake(MemoryWire[] wires, TlsClientOptions client, TlsServerOptions server) throws Exception {
        Recorder<TlsWire> atClient = client(wires[0], client);
        Recorder<TlsWire> atServer = server(wires[1], server);
        scheduler.runUntilIdle();
        return new Pair(item(atClient), item(atServer));
    }

    Pair shake(TlsClientOptions client, TlsServerOptions server) throws Exception {
        return shake(MemoryWire.pair(LARGE, LARGE), client, server);
    }

    Pair shake() throws Exception {
        return shake(clientOptions(), serverOptions());
    }

    /** Runs what there is to run, and returns the item of a stream that has ended. */
    <T> T result(Recorder<T> recorder) throws Exception {
        scheduler.runUntilIdle();
        return item(recorder);
    }

    <T> T run(One<T> one) throws Exception {
        return result(begin(one));
    }

    static <T> T item(Recorder<T> recorder) throws Exception {
        assertTrue(recorder.hasEnded(), "it has not ended");
        Throwable failure = recorder.end();
        if (failure != null) {
            throw new AssertionError("it has failed: " + failure, failure);
        }
        List<T> items = recorder.rest();
        return items.isEmpty() ? null : items.get(0);
    }

    /** Runs what there is to run, at most a minute of virtual time, and returns the failure of a stream. */
    <T> Throwable failure(Recorder<T> recorder) throws Exception {
        scheduler.runUntilIdle();
        if (!recorder.hasEnded()) {
            scheduler.advanceWithJobs(Duration.ofMinutes(1));
        }
        assertTrue(recorder.hasEnded(), "it has not ended");
        Throwable failure = recorder.end();
        assertNotNull(failure, "it has not failed");
        return failure;
    }

    void completes(Recorder<?> recorder) throws Exception {
        scheduler.runUntilIdle();
        assertTrue(recorder.hasEnded(), "it has not ended");
        assertNull(recorder.end());
    }

    @Override
    public void close() {
        runtime.close();
        Schedulers.enter(null);
        assertEquals(List.of(), scheduler.unseen());
    }
}

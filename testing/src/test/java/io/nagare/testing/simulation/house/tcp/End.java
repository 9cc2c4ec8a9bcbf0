package io.nagare.testing.simulation.house.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.net.Connection;
import io.nagare.testing.simulation.Host;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * One end of a connection, for a test that drives the simulation. Every call runs on the end's host, and the test's
 * thread drives until it has ended.
 */
record End(Host host, Connection stream) {

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(List<Bytes> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(piece -> all.writeBytes(piece.toArray()));
        return all.toByteArray();
    }

    <T> T on(Supplier<? extends One<T>> computation) {
        return host.blockOn(computation);
    }

    private void run(Runnable action) {
        host.blockOn(() -> One.fromRunnable(action));
    }

    /** The failure that ends a computation on this host, as a stream sees it. */
    Throwable failure(Supplier<? extends One<?>> computation) {
        return TwoHosts.failure(host, computation);
    }

    void write(Publisher<Bytes> bytes) {
        on(() -> stream.write(bytes));
    }

    void write(String text) {
        write(Many.just(Bytes.utf8(text)));
    }

    void write(byte[] bytes) {
        write(Many.just(Bytes.wrap(bytes)));
    }

    /** Ends this end's direction. */
    void endWriting() {
        on(() -> stream.writeAndEnd(Many.empty()));
    }

    /** Writes in a task of its own. */
    Task<Void> writing(Publisher<Bytes> bytes) {
        return host.spawn(() -> stream.write(bytes));
    }

    /** Writes in a task of its own, and ends this end's direction. */
    Task<Void> writingAndEnding(Publisher<Bytes> bytes) {
        return host.spawn(() -> stream.writeAndEnd(bytes));
    }

    /** Reads to the end. */
    byte[] rest() {
        return joined(on(() -> stream.read().collectList()));
    }

    String restAsText() {
        return new String(rest());
    }

    /** Reads so many bytes, and leaves what comes behind. */
    byte[] next(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        on(() -> stream.read()
                .doOnNext(piece -> all.writeBytes(piece.toArray()))
                .filter(piece -> all.size() >= count)
                .next()
                .then());
        return all.toByteArray();
    }

    /** Writes all, and reads to the end meanwhile. */
    byte[] exchange(byte[] sent) {
        return joined(on(() -> Many.merge(
                        stream.writeAndEnd(Bytes.wrap(sent)).thenMany(Many.<Bytes>empty()), stream.read())
                .collectList()));
    }

    String exchange(String sent) {
        return new String(exchange(sent.getBytes()));
    }

    /** Subscribes to this end's bytes without demand. */
    Probe<Bytes> reading() {
        Probe<Bytes> probe = new Probe<>();
        run(() -> stream.read().subscribe(probe));
        return probe;
    }

    void close() {
        run(stream::close);
    }

    void reset() {
        run(stream::reset);
    }

    boolean isClosed() {
        return stream.isClosed();
    }

    /** Reads until the connection breaks, which it must. */
    void assertReset() {
        Throwable failure = failure(() -> stream.read().then());
        assertTrue(failure.getMessage().contains("Connection reset"), failure.getMessage());
    }

    @Override
    public String toString() {
        return stream.toString();
    }
}

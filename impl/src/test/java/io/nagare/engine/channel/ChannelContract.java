package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.strand.Probe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.Publisher;

/**
 * What the contract suites of channels have in common. They use the public interfaces alone, and wait for what must
 * come, so that they hold for an implementation that lives elsewhere too.
 */
public abstract class ChannelContract {

    /** Nothing takes that long unless a wake-up was lost. */
    protected static final Duration LIMIT = Duration.ofSeconds(20);

    /** Subscribes, and asks for that many. */
    protected static <T> Probe<T> take(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        stream.subscribe(probe);
        return demand == 0 ? probe : probe.request(demand);
    }

    /** The signals are these, or become it. */
    protected static void assertSignals(Probe<?> probe, Object... signals) throws InterruptedException {
        eventually(() -> probe.signals().size() >= signals.length);
        assertEquals(List.of(signals), probe.signals());
    }

    /** The last signal is a failure of that type. */
    protected static <E extends Throwable> E failure(Class<E> type, Probe<?> probe) throws InterruptedException {
        eventually(() -> !probe.signals().isEmpty());
        List<Object> signals = probe.signals();
        assertTrue(!signals.isEmpty(), "there was no signal");
        return assertInstanceOf(type, signals.get(signals.size() - 1));
    }

    /** Waits for what must happen; the assertion that follows says whether it did. */
    protected static void eventually(BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!happened.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
    }

    /** The result of what must end. */
    protected static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** What must fail with that. */
    protected static <E extends Throwable> E assertFails(Class<E> type, CompletableFuture<?> future) {
        return assertInstanceOf(type, assertThrows(ExecutionException.class, () -> get(future)).getCause());
    }

    /** What must be refused at the call. */
    protected static void assertRefused(Class<? extends RuntimeException> type, String says, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(says), message);
    }
}

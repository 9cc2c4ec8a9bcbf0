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
 * The common part of the contract suites of channels. They use only the public interfaces, and wait for asynchronous
 * results. So they hold for a foreign implementation too.
 */
public abstract class ChannelContract {

    /** Only a lost wake-up makes anything take this long. */
    protected static final Duration LIMIT = Duration.ofSeconds(20);

    /** Subscribes, and requests that many. */
    protected static <T> Probe<T> take(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        stream.subscribe(probe);
        return demand == 0 ? probe : probe.request(demand);
    }

    /** Waits until there are as many signals, and compares them. */
    protected static void assertSignals(Probe<?> probe, Object... signals) throws InterruptedException {
        eventually(() -> probe.signals().size() >= signals.length);
        assertEquals(List.of(signals), probe.signals());
    }

    /** Waits for a signal, and returns the last one, which must be a failure of the type. */
    protected static <E extends Throwable> E failure(Class<E> type, Probe<?> probe) throws InterruptedException {
        eventually(() -> !probe.signals().isEmpty());
        List<Object> signals = probe.signals();
        assertTrue(!signals.isEmpty(), "there was no signal");
        return assertInstanceOf(type, signals.get(signals.size() - 1));
    }

    /** Waits until the condition holds or the limit is over. The caller asserts it afterwards. */
    protected static void eventually(BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!happened.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
    }

    /** Returns the result of a future that must end. */
    protected static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Returns the cause of a future that must fail with this type. */
    protected static <E extends Throwable> E assertFails(Class<E> type, CompletableFuture<?> future) {
        return assertInstanceOf(type, assertThrows(ExecutionException.class, () -> get(future)).getCause());
    }

    /** Fails unless the call itself throws this type, with a message that contains the text. */
    protected static void assertRefused(Class<? extends RuntimeException> type, String says, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(says), message);
    }
}

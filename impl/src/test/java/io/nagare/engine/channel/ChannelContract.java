package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.engine.channel.ContractSetting.Actor;
import io.nagare.engine.strand.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.Publisher;

/**
 * The common part of the contract suites of channels. They use only the public interfaces, and wait for asynchronous
 * results. So they hold for a foreign implementation too, and in another {@link ContractSetting}.
 */
public abstract class ChannelContract {

    /** Only a lost wake-up makes anything take this long. */
    protected static final Duration LIMIT = OnThreads.LIMIT;

    /** What a contract promises and not every implementation can keep, across machines for example. */
    public enum Capability {
        /** What no subscriber has taken is in the channel alone, so a new value can still drive it out. */
        NOTHING_UNDERWAY,
        /** Values that all subscribers have taken can be replayed. */
        REPLAY,
        /** What there is, is known at once: {@code trySend}, {@code reserve} and {@code tryReceive}. */
        ROOM_AT_ONCE,
        /** A second receiver is refused. */
        ONE_RECEIVER,
        /** Senders are counted. */
        COUNTED_SENDERS,
        /** A send that is cancelled before it completes has not sent. */
        WITHDRAWAL
    }

    private ContractSetting setting = new OnThreads();

    /** What the implementation cannot keep; nothing, unless a subclass says so. */
    protected Set<Capability> lacks() {
        return Set.of();
    }

    /** Skips a test of something that the implementation cannot keep. */
    protected final void needs(Capability capability) {
        assumeTrue(has(capability), () -> "not across machines: " + capability);
    }

    /** Whether the implementation can keep it. */
    protected final boolean has(Capability capability) {
        return !lacks().contains(capability);
    }

    /** Plays what follows in another setting. */
    public final void playIn(ContractSetting other) {
        setting = other;
    }

    /** Where this is played. */
    protected final ContractSetting setting() {
        return setting;
    }

    /** Lets actors do their steps at once, and waits for them. */
    protected final void atOnce(Actor... actors) throws Exception {
        setting.atOnce(List.of(actors));
    }

    /** Subscribes, and requests that many. */
    protected static <T> Probe<T> take(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        stream.subscribe(probe);
        return demand == 0 ? probe : probe.request(demand);
    }

    /** Waits until there are as many signals, and compares them. */
    protected final void assertSignals(Probe<?> probe, Object... signals) throws InterruptedException {
        eventually(() -> probe.signals().size() >= signals.length);
        assertEquals(List.of(signals), probe.signals());
    }

    /** Waits for a signal, and returns the last one, which must be a failure of the type. */
    protected final <E extends Throwable> E failure(Class<E> type, Probe<?> probe) throws InterruptedException {
        eventually(() -> !probe.signals().isEmpty());
        List<Object> signals = probe.signals();
        assertTrue(!signals.isEmpty(), "there was no signal");
        return assertInstanceOf(type, signals.get(signals.size() - 1));
    }

    /** Waits until the condition holds or the limit is over. The caller asserts it afterwards. */
    protected final void eventually(BooleanSupplier happened) throws InterruptedException {
        setting.eventually(happened);
    }

    /** Returns the result of a future that must end. */
    protected final <T> T get(CompletableFuture<T> future) throws Exception {
        return setting.get(future);
    }

    /** Returns the cause of a future that must fail with this type. */
    protected final <E extends Throwable> E assertFails(Class<E> type, CompletableFuture<?> future) {
        return assertInstanceOf(type, assertThrows(ExecutionException.class, () -> get(future)).getCause());
    }

    /** Fails unless the call itself throws this type, with a message that contains the text. */
    protected static void assertRefused(Class<? extends RuntimeException> type, String says, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(says), message);
    }
}

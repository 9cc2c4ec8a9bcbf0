package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/**
 * The common part of the tests of this package: a scheduler that a test runs by hand, and subscribers that record their
 * signals.
 */
abstract class SyncFixture {

    final StepScheduler scheduler = new StepScheduler();

    /** A runtime for {@code spawn}. The step scheduler runs its strands. */
    final Nagare runtime = (Nagare) Proxy.newProxyInstance(
            Nagare.class.getClassLoader(), new Class<?>[] {Nagare.class}, (proxy, method, arguments) -> {
                assertEquals("driver", method.getName());
                return scheduler;
            });

    /** Subscribes without demand. */
    final <T> Probe<T> subscribe(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    /** Subscribes, requests everything, and runs all ready tasks. */
    final <T> Probe<T> demand(Publisher<T> stream) {
        Probe<T> probe = subscribe(stream).request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe;
    }

    /** Subscribes with an action for each item, requests everything, and runs all ready tasks. */
    final <T> Acting<T> act(Publisher<T> stream, BiConsumer<? super T, Subscription> action) {
        Acting<T> acting = new Acting<>(action);
        Egress.serve(acting, stream, scheduler);
        scheduler.runAll();
        return acting;
    }

    /** Cancels, and runs all ready tasks. */
    final void cancel(Probe<?> probe) {
        probe.cancel();
        scheduler.runAll();
    }

    /** Returns the item of a {@code One} that has completed with an item. */
    @SuppressWarnings("unchecked") // a probe of T records items of type T
    static <T> T item(Probe<T> probe) {
        List<Object> signals = probe.signals();
        assertEquals(2, signals.size(), () -> "an item and the end, not " + signals);
        assertEquals("complete", signals.get(1));
        return (T) signals.get(0);
    }

    static void assertItem(Object item, Probe<?> probe) {
        assertEquals(List.of(item, "complete"), probe.signals());
    }

    static void assertWaiting(Probe<?> probe) {
        assertEquals(List.of(), probe.signals());
    }

    static void assertComplete(Probe<?> probe) {
        assertEquals(List.of("complete"), probe.signals());
    }

    static <E extends Throwable> E assertFailed(Class<E> type, Probe<?> probe) {
        List<Object> signals = probe.signals();
        assertEquals(1, signals.size(), () -> "a failure, not " + signals);
        return assertInstanceOf(type, signals.get(0));
    }

    static void assertRefused(Class<? extends RuntimeException> type, String says, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(says), message);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        scheduler.runAll();
        assertEquals(List.of(), scheduler.unseen());
    }
}

package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The common part of the tests of this package: a scheduler that a test runs by hand, and subscribers that record their
 * signals.
 */
public abstract class ChannelFixture {

    public final StepScheduler scheduler = new StepScheduler();

    /** Subscribes without demand. */
    protected final <T> Probe<T> subscribe(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return probe;
    }

    /** Requests more, and runs all ready tasks. */
    protected final <T> Probe<T> request(Probe<T> probe, long n) {
        probe.request(n);
        scheduler.runAll();
        return probe;
    }

    /** Subscribes, requests everything, and runs all ready tasks. */
    protected final <T> Probe<T> demand(Publisher<T> stream) {
        return request(subscribe(stream), Long.MAX_VALUE);
    }

    /** Subscribes with an action for each item, requests everything, and runs all ready tasks. */
    protected final <T> void act(Publisher<T> stream, BiConsumer<? super T, Subscription> action) {
        Egress.serve(
                new Subscriber<T>() {
                    private Subscription upstream;

                    @Override
                    public void onSubscribe(Subscription subscription) {
                        upstream = subscription;
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(T item) {
                        action.accept(item, upstream);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        throw new AssertionError(failure);
                    }

                    @Override
                    public void onComplete() {}
                },
                stream,
                scheduler);
        scheduler.runAll();
    }

    /** Cancels, and runs all ready tasks. */
    protected final void cancel(Probe<?> probe) {
        probe.cancel();
        scheduler.runAll();
    }

    protected final void assertSignals(Probe<?> probe, Object... signals) {
        scheduler.runAll();
        assertEquals(List.of(signals), probe.signals());
    }

    protected static <E extends Throwable> E assertFailed(Class<E> type, Probe<?> probe) {
        List<Object> signals = probe.signals();
        assertTrue(!signals.isEmpty(), "nothing came");
        return assertInstanceOf(type, signals.get(signals.size() - 1));
    }

    protected static void assertRefused(Class<? extends RuntimeException> type, String says, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(says), message);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        scheduler.runAll();
        assertEquals(List.of(), scheduler.unseen());
    }
}

package io.nagare.engine.stage.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.UnclaimedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Windows of neighbours with equal keys. */
class WindowUntilChangedTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Integer> taken = new ArrayList<>();
    private final List<Object> discarded = new ArrayList<>();

    private <T> Probe<T> run(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return probe;
    }

    private <T> void request(Probe<T> probe, long n) {
        probe.request(n);
        scheduler.runAll();
    }

    private Many<Integer> source(Integer... items) {
        return Many.just(items).hide().doOnNext(taken::add);
    }

    @Test
    void neighboursWithEqualKeysAreInOneWindow() {
        Probe<List<Integer>> probe =
                run(source(1, 3, 2, 4, 6, 5, 8).windowUntilChanged(item -> item % 2).concatMap(Many::collectList));
        request(probe, 100);
        assertEquals(List.of(List.of(1, 3), List.of(2, 4, 6), List.of(5), List.of(8), "complete"), probe.signals());
    }

    @Test
    void eachSubscriptionBeginsAnew() {
        Many<List<Integer>> stream = source(1, 1, 2).windowUntilChanged(item -> item).concatMap(Many::collectList);
        for (int i = 0; i < 2; i++) {
            Probe<List<Integer>> probe = run(stream);
            request(probe, 100);
            assertEquals(List.of(List.of(1, 1), List.of(2), "complete"), probe.signals());
        }
    }

    @Test
    void aWindowWithoutDemandKeepsUpstreamWaiting() {
        Probe<Many<Integer>> windows = run(source(1, 2, 3, 4).windowUntilChanged(item -> item, 8));
        assertEquals(List.of(), taken);
        request(windows, 1);
        Probe<Integer> first = run(window(windows, 0));
        request(first, 100);
        assertEquals(List.of(1, "complete"), first.signals());
        assertEquals(List.of(1, 2), taken, "the item that begins the next window waits for demand for that");
        scheduler.advance(Duration.ofMinutes(1));
        assertEquals(1, windows.signals().size(), "and is not given up, as nobody could have subscribed to it");
        request(windows, 10);
        Probe<Integer> second = run(window(windows, 1));
        request(second, 100);
        assertEquals(List.of(2, "complete"), second.signals());
    }

    @Test
    void aFullWindowWithoutSubscriberFailsAsOfWindowUntil() {
        Probe<Many<Integer>> windows = run(source(1, 1, 1, 1).windowUntilChanged(item -> item, 2));
        request(windows, 1);
        scheduler.advance(Duration.ofSeconds(11));
        UnclaimedException failure = assertInstanceOf(UnclaimedException.class, windows.signals().get(1));
        assertTrue(failure.getMessage().contains("windowUntilChanged"), failure.getMessage());
    }

    @Test
    void aWindowThatIsReadEndsWhereItEndsThoughTheStreamWasCancelled() {
        List<String> upstream = new ArrayList<>();
        Probe<Many<Integer>> windows = run(source(1, 1, 2, 3)
                .doOnDiscard(Integer.class, discarded::add)
                .doOnCancel(() -> upstream.add("cancelled"))
                .windowUntilChanged(item -> item)
                .doOnDiscard(Integer.class, discarded::add));
        request(windows, 1);
        Probe<Integer> first = run(window(windows, 0));
        windows.cancel();
        scheduler.runAll();
        request(first, 100);
        assertEquals(List.of(1, 1, "complete"), first.signals());
        assertEquals(List.of("cancelled"), upstream);
        assertEquals(List.of(2), discarded);
    }

    @Test
    void aFailureReachesTheOpenWindow() {
        IllegalStateException boom = new IllegalStateException("boom");
        Probe<Object> probe = run(source(1, 2)
                .concatWith(Many.error(boom))
                .windowUntilChanged(item -> item)
                .flatMap(window -> window.<Object>map(item -> item).onErrorResume(failure -> Many.just("window"))));
        request(probe, 100);
        assertEquals(boom, probe.signals().get(probe.signals().size() - 1));
    }

    @SuppressWarnings("unchecked")
    private static Many<Integer> window(Probe<Many<Integer>> of, int index) {
        return (Many<Integer>) of.signals().get(index);
    }
}

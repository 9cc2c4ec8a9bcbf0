package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** A task whose time has come is not lost when the runtime closes: a stream waits for it. */
class ClosingRuntimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private Nagare nagare;
    private Scheduler scheduler;

    @BeforeEach
    void holdUpTheOnlyWorker() throws InterruptedException {
        nagare = Nagare.multiThread().workers(1).start();
        scheduler = ReactorNagare.scheduler(nagare);
        CountDownLatch begun = new CountDownLatch(1);
        nagare.driver().dispatch(() -> {
            begun.countDown();
            awaitRelease();
        });
        assertTrue(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @AfterEach
    void letGo() {
        release.countDown();
        nagare.close();
    }

    private void awaitRelease() {
        try {
            assertTrue(release.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Begins to close the runtime while its worker is held up. Returns when it is closed and all has run. */
    private void closeAndRelease() throws InterruptedException {
        Thread closing = new Thread(() -> nagare.close(LIMIT));
        closing.start();
        while (!nagare.driver().isClosed()) {
            Thread.onSpinWait();
        }
        release.countDown();
        closing.join(LIMIT.toMillis());
    }

    @Test
    void acceptedTasksRun() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(() -> events.add("first of the worker"));
        worker.schedule(() -> events.add("second of the worker"));
        scheduler.schedule(() -> events.add("of the scheduler"));
        worker.schedule(() -> events.add("in an hour"), 1, TimeUnit.HOURS);
        scheduler.schedulePeriodically(() -> events.add("again"), 0, 0, TimeUnit.NANOSECONDS);
        closeAndRelease();
        assertEquals(1, events.stream().filter("again"::equals).count());
        events.remove("again");
        assertTrue(events.remove("of the scheduler"));
        assertEquals(List.of("first of the worker", "second of the worker"), List.copyOf(events));
        assertEquals(0, ((RuntimeScheduler) scheduler).size());
    }

    @Test
    void aStreamGetsItsItemsAndThenItsFailure() throws InterruptedException {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        sink.asFlux()
                .publishOn(scheduler)
                .subscribe(
                        item -> events.add("item " + item),
                        failure -> events.add(failure.getMessage()));
        sink.tryEmitNext(1);
        sink.tryEmitNext(2);
        closeAndRelease();
        assertEquals(List.of("item 1", "item 2"), List.copyOf(events));
        sink.tryEmitNext(3);
        assertEquals(List.of("item 1", "item 2", nagare + " is closed"), List.copyOf(events));
    }
}

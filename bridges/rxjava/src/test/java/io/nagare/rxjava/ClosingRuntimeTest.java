package io.nagare.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.processors.PublishProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task whose time has come is not lost when the runtime closes: a stream waits for it. */
class ClosingRuntimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private Nagare nagare;
    private Scheduler scheduler;
    private Undelivered undelivered;

    @BeforeEach
    void holdUpTheOnlyWorker() throws InterruptedException {
        nagare = Nagare.multiThread().workers(1).start();
        undelivered = new Undelivered();
        scheduler = RxJavaNagare.scheduler(nagare);
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
        undelivered.close();
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
        scheduler.scheduleDirect(() -> events.add("of the scheduler"));
        worker.schedule(() -> events.add("in an hour"), 1, TimeUnit.HOURS);
        scheduler.schedulePeriodicallyDirect(() -> events.add("again"), 0, 0, TimeUnit.NANOSECONDS);
        closeAndRelease();
        assertEquals(1, events.stream().filter("again"::equals).count());
        events.remove("again");
        assertTrue(events.remove("of the scheduler"));
        assertEquals(List.of("first of the worker", "second of the worker"), List.copyOf(events));
        worker.dispose();
        assertEquals(0, ((RuntimeScheduler) scheduler).size());
    }

    @Test
    void aStreamGetsItsItemsAndALateOneIsReported() throws InterruptedException {
        PublishProcessor<Integer> source = PublishProcessor.create();
        source.observeOn(scheduler).subscribe(item -> events.add("item " + item));
        source.onNext(1);
        source.onNext(2);
        closeAndRelease();
        assertEquals(List.of("item 1", "item 2"), List.copyOf(events));
        source.onNext(3);
        assertInstanceOf(RejectedExecutionException.class, undelivered.next());
    }
}

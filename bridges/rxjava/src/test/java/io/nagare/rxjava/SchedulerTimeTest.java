package io.nagare.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.testing.VirtualRuntime;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scheduler on a runtime in virtual time: what runs when, to the millisecond. */
class SchedulerTimeTest {

    private final List<String> ran = new ArrayList<>();
    private Undelivered undelivered;
    private VirtualRuntime runtime;
    private Scheduler scheduler;
    private long began;

    @BeforeEach
    void start() {
        undelivered = new Undelivered();
        runtime = VirtualRuntime.start();
        scheduler = RxJavaNagare.scheduler(runtime);
        began = now();
    }

    @AfterEach
    void close() {
        runtime.close();
        undelivered.close();
        assertEquals(List.of(), undelivered.all());
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(runtime.driver().time().nanoTime());
    }

    private Runnable note(String what) {
        return () -> ran.add(what + " at " + (now() - began));
    }

    private void advance(long millis) {
        runtime.advance(Duration.ofMillis(millis));
    }

    @Test
    void delayedTasksRunInTheOrderOfTheirTimes() {
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(note("c"), 30, TimeUnit.MILLISECONDS);
        worker.schedule(note("b"), 10, TimeUnit.MILLISECONDS);
        worker.schedule(note("a"));
        worker.schedule(note("b too"), 10, TimeUnit.MILLISECONDS);
        advance(100);
        assertEquals(List.of("a at 0", "b at 10", "b too at 10", "c at 30"), ran);
    }

    @Test
    void aDirectTaskIsDelayedAsWell() {
        scheduler.scheduleDirect(note("a"), 10, TimeUnit.MILLISECONDS);
        scheduler.scheduleDirect(note("early"), -5, TimeUnit.MILLISECONDS);
        advance(9);
        assertEquals(List.of("early at 0"), ran);
        advance(1);
        assertEquals(List.of("early at 0", "a at 10"), ran);
    }

    @Test
    void aPeriodicTaskKeepsItsRate() {
        Disposable direct = scheduler.schedulePeriodicallyDirect(note("direct"), 5, 10, TimeUnit.MILLISECONDS);
        Disposable ofWorker =
                scheduler.createWorker().schedulePeriodically(note("worker"), 7, 10, TimeUnit.MILLISECONDS);
        advance(30);
        direct.dispose();
        ofWorker.dispose();
        advance(30);
        assertEquals(
                List.of("direct at 5", "worker at 7", "direct at 15", "worker at 17", "direct at 25", "worker at 27"),
                ran);
    }

    @Test
    void aLateTaskCatchesUpUnlessItsClockHasJumped() {
        assertEquals(110, Job.next(100, 10, 105), "in time");
        assertEquals(110, Job.next(100, 10, 900), "late: the rate is kept");
        long hour = TimeUnit.HOURS.toNanos(1);
        assertEquals(hour + 10, Job.next(100, 10, hour), "far beyond what RxJava tolerates");
        assertEquals(Long.MIN_VALUE + 9, Job.next(Long.MAX_VALUE, 10, Long.MAX_VALUE), "a clock may wrap");
    }

    @Test
    void theLongestDelayIsNone() {
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(note("never"), Long.MAX_VALUE, TimeUnit.DAYS);
        scheduler.scheduleDirect(note("never"), Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        worker.schedulePeriodically(note("once"), 1, Long.MAX_VALUE, TimeUnit.MILLISECONDS);
        worker.schedule(note("soon"), 1, TimeUnit.MILLISECONDS);
        advance(1_000_000);
        assertEquals(List.of("once at 1", "soon at 1"), ran);
        worker.dispose();
        scheduler.shutdown();
        assertEquals(0, ((RuntimeScheduler) scheduler).size());
    }

    @Test
    void timesOfRxJavaAreVirtual() {
        long then = scheduler.now(TimeUnit.SECONDS);
        TestSubscriber<Long> ticks = Flowable.interval(1, TimeUnit.HOURS, scheduler).test();
        TestSubscriber<Integer> timeout =
                Flowable.<Integer>never().timeout(90, TimeUnit.MINUTES, scheduler, Flowable.just(1)).test();
        TestSubscriber<Integer> debounced = Flowable.range(0, 100)
                .debounce(1, TimeUnit.MINUTES, scheduler)
                .concatWith(Flowable.never())
                .test();
        TestSubscriber<Integer> delayed =
                Flowable.range(0, 100).delay(1, TimeUnit.MINUTES, scheduler).test();
        runtime.advance(Duration.ofHours(3));
        ticks.assertValues(0L, 1L, 2L);
        ticks.cancel();
        timeout.assertResult(1);
        debounced.assertValues(99);
        debounced.cancel();
        delayed.assertResult(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
        assertEquals(then + 3 * 3600, scheduler.now(TimeUnit.SECONDS));
        assertEquals(then + 3 * 3600, scheduler.createWorker().now(TimeUnit.SECONDS));
    }

    @Test
    void manySeedsKeepTheOrderOfAWorker() {
        for (long seed = 0; seed < 200; seed++) {
            try (VirtualRuntime seeded = VirtualRuntime.start(seed)) {
                Scheduler on = RxJavaNagare.scheduler(seeded);
                TestSubscriber<Integer> delayed = Flowable.range(0, 50)
                        .concatMapEager(i -> Flowable.just(i).subscribeOn(on))
                        .delay(2, TimeUnit.MILLISECONDS, on)
                        .observeOn(on, false, 4)
                        .test();
                seeded.advance(Duration.ofSeconds(1));
                delayed.assertResult(IntStream.range(0, 50).boxed().toArray(Integer[]::new));
            }
        }
    }
}

package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.driver.ThreadContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** A task finds what surrounded the code that scheduled it, and leaves nothing behind. */
class SchedulerContextTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");
    private static final ThreadLocal<@Nullable String> TRACE = new ThreadLocal<>();

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Nagare nagare;
    private Scheduler scheduler;

    @BeforeEach
    void start() {
        ThreadContext.carry(() -> {
            String trace = TRACE.get();
            return trace == null ? null : () -> {
                String before = TRACE.get();
                TRACE.set(trace);
                return () -> TRACE.set(before);
            };
        });
        nagare = Nagare.multiThread().workers(2).start();
        scheduler = ReactorNagare.scheduler(nagare);
    }

    @AfterEach
    void close() {
        TRACE.remove();
        scheduler.dispose();
        Set<String> left = ConcurrentHashMap.newKeySet();
        nagare.blockOn(Many.range(0, 64).mapParallel(8, i -> left.add(found())).count(), LIMIT);
        nagare.close();
        ThreadContext.carry(null);
        assertEquals(Set.of("none, null"), left);
    }

    private static String found() {
        return REQUEST.getOr("none") + ", " + TRACE.get();
    }

    private void look() {
        seen.add(found());
    }

    private void assertNext(String expected) throws InterruptedException {
        assertEquals(expected, seen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void eachTaskOfAWorkerHasItsOwn() throws InterruptedException {
        Scheduler.Worker worker = scheduler.createWorker();
        CountDownLatch release = new CountDownLatch(1);
        worker.schedule(() -> {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        for (String trace : new String[] {"t1", "t2", null}) {
            TRACE.set(trace);
            worker.schedule(this::look);
            nagare.blockOn(
                    One.fromRunnable(() -> worker.schedule(this::look)).contextWrite(REQUEST, "of " + trace), LIMIT);
        }
        release.countDown();
        assertNext("none, t1");
        assertNext("of t1, t1");
        assertNext("none, t2");
        assertNext("of t2, t2");
        assertNext("none, null");
        assertNext("of null, null");
        worker.dispose();
    }

    @Test
    void delayedAndPeriodicTasksHaveItToo() throws InterruptedException {
        TRACE.set("t1");
        Disposable[] periodic = new Disposable[1];
        nagare.blockOn(
                One.fromRunnable(() -> {
                            scheduler.schedule(this::look, 1, TimeUnit.MILLISECONDS);
                            periodic[0] =
                                    scheduler.schedulePeriodically(this::look, 1, 1, TimeUnit.MILLISECONDS);
                        })
                        .contextWrite(REQUEST, "r-17"),
                LIMIT);
        for (int i = 0; i < 5; i++) {
            assertNext("r-17, t1");
        }
        periodic[0].dispose();
    }

    @Test
    void aFluxInAStreamOfOursKeepsThemBehindAScheduler() {
        TRACE.set("t1");
        Flux<String> inside = Flux.range(0, 100)
                .subscribeOn(scheduler)
                .publishOn(scheduler)
                .delaySequence(Duration.ofMillis(1), scheduler)
                .map(i -> found());
        assertEquals(
                Set.of("r-18, t1"),
                Set.copyOf(nagare.blockOn(
                        One.just(1)
                                .flatMapMany(i -> ReactorNagare.many(inside))
                                .collectList()
                                .contextWrite(REQUEST, "r-18"),
                        LIMIT)));
    }
}

package io.nagare.engine;

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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a bridge's scheduler does: a task finds what surrounded the code that scheduled it, and leaves nothing behind.
 */
public abstract class SchedulerContextContract {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");
    private static final ThreadLocal<@Nullable String> TRACE = new ThreadLocal<>();

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Nagare nagare;
    private Scheduling scheduler;

    /** The scheduler of another library on a runtime. */
    public interface Scheduling extends AutoCloseable {

        /** Returns a worker: its tasks run one after the other. */
        Consumer<Runnable> worker();

        /** Runs a task once, after a millisecond. */
        void delayed(Runnable task);

        /** Runs a task each millisecond until the result is run. */
        Runnable periodic(Runnable task);

        /** Emits 100 items of the supplier, which is called behind a change of threads and a delay of a millisecond. */
        Many<String> behind(Supplier<String> item);

        @Override
        void close();
    }

    protected abstract Scheduling on(Nagare runtime);

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
        scheduler = on(nagare);
    }

    @AfterEach
    void close() {
        TRACE.remove();
        scheduler.close();
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
        Consumer<Runnable> worker = scheduler.worker();
        CountDownLatch release = new CountDownLatch(1);
        worker.accept(() -> {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        for (String trace : new String[] {"t1", "t2", null}) {
            TRACE.set(trace);
            worker.accept(this::look);
            nagare.blockOn(
                    One.fromRunnable(() -> worker.accept(this::look)).contextWrite(REQUEST, "of " + trace), LIMIT);
        }
        release.countDown();
        assertNext("none, t1");
        assertNext("of t1, t1");
        assertNext("none, t2");
        assertNext("of t2, t2");
        assertNext("none, null");
        assertNext("of null, null");
    }

    @Test
    void delayedAndPeriodicTasksHaveItToo() throws InterruptedException {
        TRACE.set("t1");
        Runnable[] periodic = new Runnable[1];
        nagare.blockOn(
                One.fromRunnable(() -> {
                            scheduler.delayed(this::look);
                            periodic[0] = scheduler.periodic(this::look);
                        })
                        .contextWrite(REQUEST, "r-17"),
                LIMIT);
        for (int i = 0; i < 5; i++) {
            assertNext("r-17, t1");
        }
        periodic[0].run();
    }

    @Test
    void aStreamOfTheOtherLibraryInOneOfOursKeepsThem() {
        TRACE.set("t1");
        Many<String> inside = One.just(1).flatMapMany(i -> scheduler.behind(SchedulerContextContract::found));
        assertEquals(
                Set.of("r-18, t1"),
                Set.copyOf(nagare.blockOn(inside.collectList().contextWrite(REQUEST, "r-18"), LIMIT)));
    }
}

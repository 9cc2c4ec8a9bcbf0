package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.driver.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tasks of other libraries, to which a bridge lends the workers. */
class DispatchTest {

    private final Queue<String> unseen = new ConcurrentLinkedQueue<>();

    private Nagare start() {
        return Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> unseen.add(failure.getMessage() + ", " + where))
                .start();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aTaskRunsOnAWorkerAndItsFailureIsTold() throws InterruptedException {
        try (Nagare nagare = start()) {
            CountDownLatch onWorker = new CountDownLatch(1);
            nagare.driver().dispatch(() -> {
                throw new IllegalStateException("not today");
            });
            nagare.driver().dispatch(() -> {
                if (Nagare.isWorker(Thread.currentThread()) && Nagare.current().equals(nagare)) {
                    onWorker.countDown();
                }
            });
            await(onWorker);
        }
        assertEquals(List.of("not today, a dispatched task"), List.copyOf(unseen));
    }

    @Test
    void tasksThatGiveOthersTheirTurnAlternate() throws InterruptedException {
        try (Nagare nagare = start()) {
            List<String> order = new ArrayList<>();
            CountDownLatch ended = new CountDownLatch(2);
            nagare.driver().dispatch(() -> {
                nagare.driver().dispatchLast(() -> run("a", 3, order, nagare.driver(), ended));
                nagare.driver().dispatchLast(() -> run("b", 3, order, nagare.driver(), ended));
            });
            await(ended);
            assertEquals(List.of("a3", "b3", "a2", "b2", "a1", "b1"), order);
        }
    }

    private static void run(String name, int times, List<String> order, Driver driver, CountDownLatch ended) {
        order.add(name + times);
        if (times == 1) {
            ended.countDown();
        } else {
            driver.dispatchLast(() -> run(name, times - 1, order, driver, ended));
        }
    }

    @Test
    void aTaskThatComesAfterTheEndRunsOnTheCallingThread() {
        for (Nagare nagare : List.of(start(), Nagare.currentThread().start())) {
            nagare.close();
            AtomicReference<Thread> ran = new AtomicReference<>();
            nagare.driver().dispatch(() -> ran.set(Thread.currentThread()));
            assertSame(Thread.currentThread(), ran.get());
        }
    }

    @Test
    void closingRunsATaskThatWaits() {
        Nagare nagare = Nagare.currentThread().start();
        CountDownLatch ran = new CountDownLatch(2);
        nagare.driver().dispatch(ran::countDown);
        nagare.driver().dispatchLast(ran::countDown);
        nagare.close();
        assertEquals(0, ran.getCount());
    }
}

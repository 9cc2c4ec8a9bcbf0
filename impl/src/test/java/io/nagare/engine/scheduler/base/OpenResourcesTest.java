package io.nagare.engine.scheduler.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.driver.Driver;
import io.nagare.driver.Resource;
import io.nagare.engine.scheduler.step.StepScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenResourcesTest {

    private final List<Throwable> failures = new ArrayList<>();
    private final OpenResources resources = new OpenResources((failure, where) -> failures.add(failure));

    @Test
    void whatIsOpenIsClosedInItsOrderAndNothingIsEnteredAfterwards() {
        List<Integer> closed = new ArrayList<>();
        List<Resource> entered = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            Resource resource = () -> closed.add(number);
            entered.add(resource);
            assertTrue(resources.add(resource));
        }
        resources.remove(entered.get(1));
        resources.close();
        assertEquals(List.of(0, 2, 3), closed);
        assertFalse(resources.add(() -> closed.add(9)));
        resources.close();
        assertEquals(List.of(0, 2, 3), closed);
    }

    @Test
    void oneThatThrowsIsReportedAndTheOthersAreClosed() {
        IllegalStateException boom = new IllegalStateException("boom");
        AtomicInteger closed = new AtomicInteger();
        resources.add(() -> {
            throw boom;
        });
        resources.add(closed::incrementAndGet);
        resources.close();
        assertEquals(1, closed.get());
        assertEquals(List.of(boom), failures);
    }

    @Test
    void eachIsClosedOrRefusedWhateverTheThreads() throws Exception {
        for (int round = 0; round < 200; round++) {
            OpenResources shared = new OpenResources((failure, where) -> {});
            AtomicInteger closed = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            CyclicBarrier together = new CyclicBarrier(2);
            Thread opener = new Thread(() -> {
                try {
                    together.await();
                } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                }
                for (int i = 0; i < 100; i++) {
                    if (!shared.add(closed::incrementAndGet)) {
                        refused.incrementAndGet();
                    }
                }
            });
            opener.start();
            together.await();
            shared.close();
            opener.join();
            assertEquals(100, closed.get() + refused.get());
        }
    }

    @Test
    void aRuntimeClosesItsResourcesWhenItsStrandsHaveEnded() throws Exception {
        Nagare nagare = Nagare.multiThread().workers(1).start();
        Driver driver = nagare.driver();
        CountDownLatch begun = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        Task<Void> task = nagare.spawn(
                One.<Void>never().doFirst(begun::countDown).doFinally(end -> order.add("strand")));
        begun.await();
        Resource resource = () -> order.add("resource");
        assertTrue(driver.opened(resource));
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        assertTrue(task.isDone());
        assertEquals(List.of("strand", "resource"), order);
        assertFalse(driver.opened(resource));
    }

    @Test
    void aSteppedRuntimeDoesSoToo() {
        StepScheduler scheduler = new StepScheduler();
        AtomicInteger closed = new AtomicInteger();
        Resource kept = closed::incrementAndGet;
        Resource forgotten = closed::incrementAndGet;
        scheduler.opened(kept);
        scheduler.opened(forgotten);
        scheduler.closed(forgotten);
        scheduler.close(Duration.ZERO);
        assertEquals(1, closed.get());
    }
}

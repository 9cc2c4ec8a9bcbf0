package io.nagare.engine.scheduler;

import static io.nagare.engine.scheduler.TestSchedulers.await;
import static io.nagare.engine.scheduler.TestSchedulers.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Leaf;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.stealing.WorkStealingScheduler;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker goes on with the next task, whatever a task throws. */
class SurvivedErrorsTest {

    private static final List<Error> PLANTED = List.of(
            new StackOverflowError("planted"),
            new OutOfMemoryError("planted"),
            new ThreadDeath(),
            new NoClassDefFoundError("planted"));

    @RegisterExtension
    final TestSchedulers schedulers = new TestSchedulers();

    private void throwAll(Scheduler scheduler) {
        for (Error planted : PLANTED) {
            TestTask.of(scheduler, () -> {
                        throw planted;
                    })
                    .wake();
        }
    }

    @Test
    void aWorkerSurvivesTasks() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        throwAll(scheduler);
        CountDownLatch ran = new CountDownLatch(1);
        TestTask.of(scheduler, ran::countDown).wake();
        await(ran);
        waitUntil(() -> schedulers.failures.size() == PLANTED.size());
        assertTrue(schedulers.failures.containsAll(PLANTED));
        schedulers.failures.clear();
    }

    @Test
    void timersGoOnThoughStrandsFail() {
        WorkStealingScheduler scheduler = schedulers.workStealing(2);
        throwAll(scheduler);
        CountDownLatch fired = new CountDownLatch(1);
        Leaf leaf = TestStrand.leaf(scheduler, fired::countDown);
        scheduler.deadline(leaf).arm(scheduler.time().nanoTime() + 1_000_000);
        await(fired);
        waitUntil(() -> schedulers.failures.size() == PLANTED.size());
        assertEquals(PLANTED.size(), schedulers.failures.size());
        schedulers.failures.clear();
    }
}

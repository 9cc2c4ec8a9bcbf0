package io.nagare.engine.scheduler;

import io.nagare.engine.scheduler.base.Scheduler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that wakes two others, which take about a microsecond each. The later of the two wakes it again. In the last
 * round it computes until both have run, and so holds them up.
 */
public final class CheapTasks {

    private static final int SPINS = 200;

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private final int rounds;
    private final TestTask[] both;
    private final TestTask waker;

    private volatile int spun;
    private int round;

    public CheapTasks(Scheduler scheduler, int rounds) {
        this.rounds = rounds;
        both = new TestTask[] {TestTask.of(scheduler, this::run), TestTask.of(scheduler, this::run)};
        waker = TestTask.of(scheduler, this::wakeBoth);
    }

    /** Returns after the given number of rounds. */
    public void runAll() {
        waker.wake();
        TestSchedulers.await(done);
    }

    private void wakeBoth() {
        for (TestTask task : both) {
            task.wake();
        }
        if (++round == rounds) {
            TestSchedulers.computeUntil(() -> runs.get() == 2 * rounds);
            done.countDown();
        }
    }

    private void run() {
        for (int i = 0; i < SPINS; i++) {
            spun++;
        }
        int count = runs.incrementAndGet();
        if (count < 2 * rounds && count % 2 == 0) {
            waker.wake();
        }
    }
}

package io.nagare.engine.scheduler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that wakes two others, each of which takes about a microsecond, and is woken by them when both have run. */
final class CheapTasks {

    /** How often one of the two has run. */
    final AtomicInteger runs = new AtomicInteger();

    private static final int SPINS = 200;

    private volatile int spun;
    private final int rounds;
    private final CountDownLatch done = new CountDownLatch(1);
    private final TestTask[] both;
    private final TestTask waker;

    CheapTasks(Scheduler scheduler, int rounds) {
        this.rounds = rounds;
        both = new TestTask[] {TestTask.of(scheduler, this::run), TestTask.of(scheduler, this::run)};
        waker = TestTask.of(scheduler, this::wakeBoth);
    }

    /** Comes back when there were as many rounds as were asked for. */
    void runAll() {
        waker.wake();
        TestSchedulers.await(done);
    }

    void wakeBoth() {
        for (TestTask task : both) {
            task.wake();
        }
    }

    private void run() {
        for (int i = 0; i < SPINS; i++) {
            spun++;
        }
        int count = runs.incrementAndGet();
        if (count == 2 * rounds) {
            done.countDown();
        } else if (count < 2 * rounds && count % 2 == 0) {
            waker.wake();
        }
    }
}

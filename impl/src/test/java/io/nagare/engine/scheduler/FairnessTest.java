package io.nagare.engine.scheduler;

import static io.nagare.engine.scheduler.TestSchedulers.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.stealing.WorkStealingScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While a ready task waits for its run, no other task runs more than a few times, however many tasks are ready. */
class FairnessTest {

    private static final int TASKS = 10_000;
    private static final int TURNS = 20;

    /** How often another task may run while one waits: four times if it may go ahead of the queue, else twice. */
    private static final int MOST_AHEAD = 4;

    private static final int MOST = 2;

    @RegisterExtension
    final TestSchedulers schedulers = new TestSchedulers();

    private final List<Counted> tasks = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int[] runs = new int[0];
    private int widest;

    /** A task that counts its runs. All runs are on one worker. */
    private final class Counted extends TestTask {

        private final int number;
        private final Runnable then;

        Counted(Scheduler scheduler, int number, Runnable then) {
            super(scheduler);
            this.number = number;
            this.then = then;
        }

        @Override
        protected void step() {
            int now = ++runs[number];
            if (number == 0) {
                int least = Integer.MAX_VALUE;
                int most = 0;
                for (int count : runs) {
                    least = Math.min(least, count);
                    most = Math.max(most, count);
                }
                widest = Math.max(widest, most - least);
                if (now == TURNS) {
                    ended.countDown();
                }
            }
            if (ended.getCount() > 0) {
                then.run();
            }
        }
    }

    private void run(WorkStealingScheduler scheduler) {
        CountDownLatch all = new CountDownLatch(1);
        // Holds up the only worker until all tasks are ready.
        TestTask.of(scheduler, () -> await(all)).wake();
        runs = new int[tasks.size()];
        tasks.forEach(TestTask::wake);
        all.countDown();
        await(ended);
    }

    @Test
    void tasksThatYieldTakeTurns() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            tasks.add(new Counted(scheduler, i, () -> tasks.get(number).goBehind()));
        }
        run(scheduler);
        assertTrue(widest <= MOST, () -> "one ran " + widest + " times more than another");
    }

    /** A pair that wakes each other goes ahead of the queue once in a round. */
    @Test
    void pairsThatWakeEachOtherTakeTurns() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        for (int i = 0; i < TASKS; i++) {
            int peer = i ^ 1;
            tasks.add(new Counted(scheduler, i, () -> tasks.get(peer).wake()));
        }
        run(scheduler);
        assertTrue(widest <= MOST_AHEAD, () -> "one ran " + widest + " times more than another");
    }

    /**
     * With long tasks a worker sees a due timer after a few runs. It does not make as many runs as with cheap tasks.
     */
    @Test
    void aTimerDoesNotWaitForManyLongRuns() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        TimerBesidePair beside = new TimerBesidePair(scheduler);
        beside.start();
        await(beside.ended);
        int most = 2 * MOST_AHEAD + TimerBesidePair.RUNS_PER_TICK;
        assertTrue(beside.mostRuns <= most, () -> "the timer waited for " + beside.mostRuns + " runs");
    }

    /** Two tasks that wake each other and take a millisecond each, and timers that become due meanwhile. */
    private static final class TimerBesidePair {

        private static final int WARM_RUNS = 2 * AbstractScheduler.RUNS_PER_POLL;
        private static final int TIMERS = 20;

        /** Timers have a resolution of one millisecond, rounded up. */
        private static final int RUNS_PER_TICK = 2;

        private static final long MILLI = 1_000_000;

        private final CountDownLatch ended = new CountDownLatch(1);
        private final Scheduler scheduler;
        private final TestTask[] pair = new TestTask[2];
        private int runs;
        private int timers;
        private long due;
        private int runsWhenDue;
        private int mostRuns;

        TimerBesidePair(Scheduler scheduler) {
            this.scheduler = scheduler;
            for (int i = 0; i < 2; i++) {
                int peer = 1 - i;
                pair[i] = TestTask.of(scheduler, () -> run(pair[peer]));
            }
        }

        void start() {
            pair[0].wake();
        }

        private void run(TestTask peer) {
            runs++;
            if (due != 0 && runsWhenDue == 0 && scheduler.time().nanoTime() >= due) {
                runsWhenDue = runs;
            }
            TestSchedulers.computeFor(Duration.ofNanos(MILLI));
            if (runs == WARM_RUNS) {
                arm();
            }
            if (ended.getCount() > 0) {
                peer.wake();
            }
        }

        private void arm() {
            runsWhenDue = 0;
            due = scheduler.time().nanoTime() + 3 * MILLI;
            scheduler.deadline(TestStrand.leaf(scheduler, this::fired)).arm(due);
        }

        private void fired() {
            mostRuns = Math.max(mostRuns, runsWhenDue == 0 ? 0 : runs - runsWhenDue);
            if (++timers == TIMERS) {
                ended.countDown();
            } else {
                arm();
            }
        }
    }

    /** All tasks wake the same one. It must not run once for each wake while the others wait. */
    @Test
    void oneThatAllWakeDoesNotKeepThemWaiting() {
        WorkStealingScheduler scheduler = schedulers.workStealing(1);
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            tasks.add(new Counted(scheduler, i, () -> {
                tasks.get(TASKS - 1).wake();
                tasks.get(number).goBehind();
            }));
        }
        run(scheduler);
        assertTrue(widest <= MOST_AHEAD, () -> "one ran " + widest + " times more than another");
    }
}

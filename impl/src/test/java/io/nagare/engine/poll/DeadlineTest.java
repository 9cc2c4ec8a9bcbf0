package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Deadline;
import io.nagare.engine.time.SystemTimeSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    private final ManualTime time = new ManualTime();
    private final PollDriver driver = new PollDriver("test", time, (failure, where) -> {
        throw new AssertionError(where, failure);
    });
    private final CountingLeaf leaf = new CountingLeaf();
    private final Deadline deadline = driver.deadline(leaf);

    @AfterEach
    void close() {
        driver.close();
    }

    private int poll() {
        assertTrue(driver.tryAcquire());
        try {
            return driver.poll(0);
        } finally {
            driver.release();
        }
    }

    private int pollAt(long millisFromNow) {
        time.advanceMillis(millisFromNow);
        return poll();
    }

    @Test
    void wakesItsLeafOnceOnItsMillisecond() {
        deadline.arm(time.inMillis(5));
        assertEquals(0, pollAt(4));
        assertFalse(deadline.reached());
        assertEquals(1, pollAt(1));
        assertTrue(deadline.reached());
        assertEquals(1, leaf.takeWakes());
        assertEquals(0, pollAt(1_000));
        assertEquals(1, driver.timersFired());
        assertFalse(driver.hasWork());
    }

    @Test
    void oneThatHasPassedIsReachedAtOnce() {
        deadline.arm(time.nanoTime());
        assertTrue(deadline.reached());
        assertEquals(1, leaf.takeWakes());
        time.advanceMillis(10);
        deadline.arm(Long.MIN_VALUE / 2);
        assertTrue(deadline.reached());
        assertEquals(1, leaf.takeWakes());
    }

    @Test
    void isNotReachedAfterItIsDisarmed() {
        deadline.arm(time.inMillis(5));
        assertTrue(driver.hasWork());
        deadline.disarm();
        assertFalse(driver.hasWork());
        assertEquals(0, pollAt(10));
        deadline.arm(time.inMillis(5));
        assertEquals(1, pollAt(5));
        deadline.disarm();
        assertFalse(deadline.reached());
        deadline.disarm();
    }

    @Test
    void forgetsTheEarlierDeadlineWhenItIsArmedAgain() {
        deadline.arm(time.inMillis(100));
        deadline.arm(time.inMillis(10));
        assertEquals(1, pollAt(10));
        deadline.arm(time.inMillis(10));
        assertFalse(deadline.reached());
        deadline.arm(time.inMillis(100_000));
        assertEquals(0, pollAt(99_999));
        assertEquals(1, pollAt(1));
        assertEquals(2, leaf.takeWakes());
    }

    @Test
    void postponingOverAndOverFilesItOnlyOnce() {
        deadline.arm(time.inMillis(100));
        for (int i = 0; i < 50; i++) {
            assertEquals(0, pollAt(10));
            deadline.arm(time.inMillis(100));
        }
        assertEquals(0, pollAt(99));
        assertEquals(1, pollAt(1));
    }

    @Test
    void whatIsArmedWhileAnotherThreadHoldsTheFlagIsSeenToByTheHolder() throws InterruptedException {
        CountingLeaf otherLeaf = new CountingLeaf();
        Deadline other = driver.deadline(otherLeaf);
        other.arm(time.inMillis(50));
        assertTrue(driver.tryAcquire());
        onAnotherThread(() -> {
            deadline.arm(time.inMillis(10));
            other.disarm();
        });
        driver.release();
        assertEquals(1, pollAt(10));
        assertEquals(1, leaf.takeWakes());
        assertFalse(driver.hasWork());
        assertEquals(0, pollAt(40));
        assertEquals(0, otherLeaf.takeWakes());
    }

    @Test
    void canBeArmedAndDisarmedByTheHolder() {
        assertTrue(driver.tryAcquire());
        deadline.arm(time.inMillis(10));
        deadline.disarm();
        deadline.arm(time.inMillis(20));
        driver.release();
        assertEquals(0, pollAt(19));
        assertEquals(1, pollAt(1));
    }

    @Test
    void onlyAnEarlierDeadlineWakesAPollThatBlocks() throws InterruptedException {
        BlockedPoll poll = BlockedPoll.start(driver);
        deadline.arm(time.inMillis(500_000));
        assertEquals(0, poll.awaitReturn());
        BlockedPoll next = BlockedPoll.start(driver);
        Deadline later = driver.deadline(leaf);
        later.arm(time.inMillis(900_000));
        assertTrue(next.isBlocked());
        Deadline earlier = driver.deadline(leaf);
        earlier.arm(time.inMillis(100_000));
        assertEquals(0, next.awaitReturn());
        assertEquals(1, pollAt(100_000));
        assertEquals(1, pollAt(400_000));
        assertEquals(1, pollAt(400_000));
    }

    @Test
    void anEarlierDeadlineWakesAPollThatBlocksAlsoIfItIsInTheInboxAlready() throws InterruptedException {
        deadline.arm(time.inMillis(500_000));
        BlockedPoll poll = BlockedPoll.start(driver);
        deadline.disarm();
        assertTrue(poll.isBlocked());
        deadline.arm(time.inMillis(1_000));
        assertEquals(0, poll.awaitReturn());
        assertEquals(1, pollAt(1_000));
    }

    @Test
    void cancelledTimersDoNotPileUpInTheInboxOfAPollThatBlocks() throws InterruptedException {
        deadline.arm(time.inMillis(500_000));
        int cancelled = 0;
        for (int attempt = 0; attempt < 1_000 && cancelled != 256; attempt++) {
            // A poll that is only about to block sees the first ones, and returns early. Then another one is tried.
            cancelled = cancelledUntilReturn(BlockedPoll.start(driver));
        }
        assertEquals(256, cancelled);
    }

    private int cancelledUntilReturn(BlockedPoll poll) throws InterruptedException {
        int cancelled = 0;
        while (poll.isBlocked() && cancelled < 1_000) {
            Deadline far = driver.deadline(leaf);
            far.arm(time.inMillis(1_000_000));
            far.disarm();
            cancelled++;
        }
        assertEquals(0, poll.awaitReturn());
        return cancelled;
    }

    @Test
    void closingReachesWhatIsArmedAndWhateverIsArmedLater() {
        deadline.arm(time.inMillis(1_000_000));
        driver.close();
        assertTrue(deadline.reached());
        assertEquals(1, leaf.takeWakes());
        deadline.arm(time.inMillis(1_000_000));
        assertTrue(deadline.reached());
        assertEquals(1, leaf.takeWakes());
        deadline.disarm();
        assertFalse(deadline.reached());
        driver.close();
    }

    /**
     * Strands on two threads set deadlines while a third thread polls and sometimes blocks. No armed deadline is lost.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void armingAndDisarmingRaceWithPollingAndLoseNothing(int round) throws InterruptedException {
        PollDriver racing = new PollDriver("racing", SystemTimeSource.INSTANCE, (failure, where) -> {});
        AtomicBoolean stop = new AtomicBoolean();
        Thread worker = new Thread(() -> {
            while (!stop.get()) {
                racing.acquire();
                racing.poll(-1);
                racing.release();
            }
        });
        worker.start();
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            new Thread(() -> {
                if (armAtRandom(racing)) {
                    done.countDown();
                }
            })
                    .start();
        }
        assertTrue(done.await(50, TimeUnit.SECONDS));
        stop.set(true);
        racing.wakeup();
        worker.join();
        assertFalse(racing.hasWork());
        racing.close();
    }

    private static boolean armAtRandom(PollDriver driver) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        CountingLeaf leaf = new CountingLeaf();
        Deadline deadline = driver.deadline(leaf);
        try {
            for (int i = 0; i < 5_000; i++) {
                deadline.arm(SystemTimeSource.INSTANCE.nanoTime() + random.nextLong(20 * ManualTime.MILLI));
                switch (random.nextInt(200)) {
                    case 0 -> {
                        while (!deadline.reached()) {
                            leaf.awaitWake();
                        }
                    }
                    case 1 -> Thread.yield();
                    default -> deadline.disarm();
                }
            }
            deadline.disarm();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void onAnotherThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.start();
        thread.join();
    }
}

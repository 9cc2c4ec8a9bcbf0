package io.nagare.fs.work;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FileStateTest {

    private final FileState state = new FileState();

    @Test
    void aJobHasTheFileFromBeginToFinishAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertTrue(state.isIdle());
            state.submit();
            assertFalse(state.isIdle());
            assertTrue(state.begin());
            assertFalse(state.isAbandoned());
            assertTrue(state.finish());
        }
        assertTrue(state.isIdle());
        assertTrue(state.leave());
    }

    @Test
    void aStrandThatLeavesAQueuedJobClosesAndTheJobNeverBegins() {
        state.submit();
        assertTrue(state.leave());
        assertFalse(state.begin());
    }

    @Test
    void aStrandThatLeavesARunningJobHasItClose() {
        state.submit();
        assertTrue(state.begin());
        assertFalse(state.leave());
        assertTrue(state.isAbandoned());
        assertFalse(state.finish());
        assertFalse(state.isAbandoned());
    }

    @Test
    void aJobThatWasWithdrawnNeverBegins() {
        state.submit();
        state.withdraw();
        assertTrue(state.isIdle());
        assertFalse(state.begin());
        assertTrue(state.leave());
    }

    @Test
    void ofALeavingStrandAndARunningJobExactlyOneCloses() throws Exception {
        race(
                FileState::leave,
                raced -> raced.begin() && !raced.finish(),
                (strandCloses, jobCloses) -> strandCloses != jobCloses);
    }

    @Test
    void whatAJobHasJustFinishedWithIsNotLeftToIt() {
        state.submit();
        assertTrue(state.begin());
        assertTrue(state.finish());
        assertFalse(state.leaveToJob());
        state.submit();
        assertTrue(state.begin());
    }

    @Test
    void aJobThatWasLeftBeforeItBeganNeverDoes() {
        state.submit();
        assertTrue(state.leaveToJob());
        assertFalse(state.begin());
    }

    /** What a job has taken is given back once: by the job if the strand has left, or else by the strand. */
    @Test
    void whatIsTakenWhileTheStrandLeavesIsLeftToExactlyOne() throws Exception {
        race(
                FileState::leaveToJob,
                raced -> raced.begin() && raced.finish(),
                (left, keptByStrand) -> left != keptByStrand);
    }

    /** Races a submitted job with the strand, each on a thread of its own, again and again. */
    private static void race(Predicate<FileState> strand, Predicate<FileState> job, BiPredicate<Boolean, Boolean> right)
            throws Exception {
        ExecutorService jobs = Executors.newSingleThreadExecutor();
        CyclicBarrier together = new CyclicBarrier(2);
        try {
            for (int i = 0; i < 20_000; i++) {
                FileState raced = new FileState();
                raced.submit();
                Future<Boolean> ofJob = jobs.submit(() -> {
                    together.await();
                    return job.test(raced);
                });
                together.await();
                boolean ofStrand = strand.test(raced);
                assertTrue(right.test(ofStrand, ofJob.get(10, TimeUnit.SECONDS)));
            }
        } finally {
            jobs.shutdownNow();
        }
    }
}

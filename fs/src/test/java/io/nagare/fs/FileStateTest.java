package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
        ExecutorService job = Executors.newSingleThreadExecutor();
        CyclicBarrier together = new CyclicBarrier(2);
        try {
            for (int i = 0; i < 20_000; i++) {
                FileState raced = new FileState();
                raced.submit();
                Future<Boolean> jobCloses = job.submit(() -> {
                    together.await();
                    return raced.begin() && !raced.finish();
                });
                together.await();
                boolean strandCloses = raced.leave();
                assertEquals(strandCloses, !jobCloses.get(10, TimeUnit.SECONDS));
            }
        } finally {
            job.shutdownNow();
        }
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

    /** What a job takes is given back once: by the job that finds itself left, or by the strand that finds no job. */
    @Test
    void whatIsTakenWhileTheStrandLeavesIsLeftToExactlyOne() throws Exception {
        ExecutorService job = Executors.newSingleThreadExecutor();
        CyclicBarrier together = new CyclicBarrier(2);
        try {
            for (int i = 0; i < 20_000; i++) {
                FileState raced = new FileState();
                raced.submit();
                Future<Integer> took = job.submit(() -> {
                    together.await();
                    return !raced.begin() ? 0 : raced.finish() ? 1 : 2;
                });
                together.await();
                boolean left = raced.leaveToJob();
                assertEquals(left ? 1 : 0, took.get(10, TimeUnit.SECONDS) == 1 ? 0 : 1);
            }
        } finally {
            job.shutdownNow();
        }
    }
}

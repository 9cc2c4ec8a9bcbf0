package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Task;
import io.nagare.testing.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkQueueExampleTest {

    private static final Duration WORK = Duration.ofSeconds(1);
    private static final int JOBS = 50;

    private final List<String> lines = new ArrayList<>();
    private final WorkQueue queue = new WorkQueue(lines::add);

    private long count(String begin) {
        return lines.stream().filter(line -> line.strip().startsWith(begin)).count();
    }

    @Test
    void theProducersGoAtThePaceOfTheWorkers() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            Task<Void> running = runtime.spawn(queue.run(JOBS, WORK));
            int held = WorkQueue.WORKERS + WorkQueue.CAPACITY + WorkQueue.PRODUCERS.size();
            runtime.runUntilIdle();
            for (int seconds = 0; seconds < 10; seconds++) {
                assertEquals((long) seconds * WorkQueue.WORKERS, count("done"));
                assertEquals(count("done") + held, count("made"), "jobs at work, in the queue, and waiting for room");
                runtime.advance(WORK);
            }
            assertFalse(running.isDone());
        }
    }

    @Test
    void allJobsAreDoneBeforeTheEndHoweverTheTasksInterleave() {
        for (long seed = 0; seed < 100; seed++) {
            lines.clear();
            try (VirtualRuntime runtime = VirtualRuntime.start(seed)) {
                runtime.blockOn(new WorkQueue(lines::add).run(JOBS, WORK));
            }
            assertEquals((long) JOBS * WorkQueue.PRODUCERS.size(), count("done"), "seed " + seed);
            assertEquals("all done", lines.get(lines.size() - 1));
            assertTrue(lines.lastIndexOf("     done camera " + JOBS) >= 0, "seed " + seed);
        }
    }
}

package io.nagare.engine.event;

import static io.nagare.engine.scheduler.TestSchedulers.await;
import static io.nagare.engine.scheduler.TestSchedulers.computeFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.engine.scheduler.TestSchedulers;
import io.nagare.engine.scheduler.TestTask;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Lag;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the engine tells Flight Recorder. */
class EngineEventsTest {

    private static final String RUN = "nagare.TaskRun";

    @RegisterExtension
    final TestSchedulers schedulers = new TestSchedulers();

    private final Nagare nagare = Nagare.multiThread().workers(2).name("events").start();

    @AfterEach
    void close() {
        nagare.close();
    }

    private void slow() {
        nagare.spawn(() -> {
                    computeFor(Duration.ofMillis(25));
                    return 1;
                })
                .join();
    }

    @Test
    void aSlowRunIsRecorded() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(RUN);
            recording.start();
            nagare.spawn(() -> 1).join();
            slow();
            // The result is there before the run has ended.
            nagare.close();
            List<RecordedEvent> runs = Recorded.events(recording, RUN);
            // On a busy machine another run may take that long, too.
            assertFalse(runs.isEmpty());
            for (RecordedEvent run : runs) {
                assertTrue(run.getDuration().toMillis() >= 20, run::toString);
                assertEquals("events", run.getString("runtime"));
                assertNotNull(run.getString("task"), run::toString);
                assertTrue(run.getThread().getJavaName().startsWith("events-worker-"), run::toString);
                assertNotNull(run.getStackTrace(), run::toString);
            }
        }
    }

    @Test
    void runsAreRecordedOnlyIfThatIsTurnedOn() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            slow();
            nagare.close();
            assertEquals(List.of(), Recorded.events(recording, RUN));
        }
    }

    @Test
    void eachRunIsRecordedWithoutAThreshold() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(RUN).withoutThreshold();
            recording.start();
            nagare.spawn(() -> 1).join();
            nagare.blockOn(Many.range(0, 10).delayElements(Duration.ofMillis(1)).then());
            nagare.close();
            assertTrue(Recorded.events(recording, RUN).size() >= 11);
        }
    }

    /** The failure of a task is the same, recorded or not. */
    @Test
    void aTaskThatThrowsIsRecorded() throws Exception {
        Scheduler scheduler = schedulers.workStealing(1);
        try (Recording recording = new Recording()) {
            recording.enable(RUN).withoutThreshold();
            recording.start();
            CountDownLatch ran = new CountDownLatch(1);
            TestTask.of(scheduler, () -> {
                        ran.countDown();
                        throw new IllegalStateException("as the test wants");
                    })
                    .wake();
            await(ran);
            TestSchedulers.waitUntil(() -> !schedulers.failures.isEmpty());
            assertEquals("as the test wants", schedulers.failures.remove().getMessage());
            assertTrue(Recorded.events(recording, RUN).stream()
                    .anyMatch(event -> "test".equals(event.getString("runtime"))));
        }
    }

    @Test
    void aRunThatIsNotRecordedAllocatesNothing() {
        FlightRecorder.getFlightRecorder();
        Scheduler scheduler = schedulers.workStealing(1);
        Schedulable task = new Schedulable() {
            @Override
            public void run() {}

            @Override
            public void shutDown() {}
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        scheduler.execute(task);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            scheduler.execute(task);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // Less than an object each: what the measurement itself takes, and nothing for a run.
        assertTrue(bytes < 10_000, bytes + " bytes");
    }

    @Test
    void aWorkerThatIsHeldUpIsRecorded() {
        Map<String, RecordedEvent> stalls = new ConcurrentHashMap<>();
        CountDownLatch recorded = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("nagare.WorkerStall");
            stream.setReuse(false);
            stream.onEvent("nagare.WorkerStall", event -> {
                if (event.getString("runtime").equals("events") && event.getString("frames").contains("holdUp")) {
                    stalls.put(event.getThread("worker").getJavaName(), event);
                    recorded.countDown();
                }
            });
            stream.startAsync();
            var task = nagare.spawn(() -> {
                holdUp(over);
                return 1;
            });
            await(recorded);
            over.countDown();
            task.join();
        }
        assertEquals(1, stalls.size(), stalls::toString);
        RecordedEvent stall = stalls.values().iterator().next();
        assertTrue(stall.getThread("worker").getJavaName().startsWith("events-worker-"), stall::toString);
        assertTrue(stall.getDuration("heldUpFor").toMillis() >= 15, stall::toString);
        assertTrue(stall.getString("frames").lines().anyMatch(frame -> frame.contains("holdUp")), stall::toString);
        assertNull(stall.getStackTrace(), "that would be the watchdog's");
    }

    private static void holdUp(CountDownLatch over) throws InterruptedException {
        over.await();
    }

    @Test
    void aReceiverThatMissesValuesIsRecorded() throws Exception {
        StepScheduler scheduler = new StepScheduler();
        try (Recording recording = new Recording()) {
            recording.start();
            Broadcast<Integer> broadcast = Broadcast.lagging(4);
            Probe<Integer> skipping = new Probe<>();
            Egress.serve(skipping, broadcast.receiver(Lag.skip()).map(item -> item).named("prices"), scheduler);
            Probe<Integer> failing = new Probe<>();
            Egress.serve(failing, broadcast.receiver(Lag.fail()), scheduler);
            for (int i = 0; i < 10; i++) {
                broadcast.send(i);
            }
            skipping.request(4);
            failing.request(1);
            scheduler.runAll();
            assertEquals(List.of(6, 7, 8, 9), skipping.signals());
            List<RecordedEvent> lags = Recorded.events(recording, "nagare.BroadcastLag");
            assertEquals(2, lags.size(), lags::toString);
            assertEquals(1, lags.stream().map(lag -> lag.getString("channel")).distinct().count());
            for (RecordedEvent lag : lags) {
                assertEquals(6, lag.getLong("missed"));
                assertEquals(4, lag.getInt("capacity"));
                assertEquals(lag.getBoolean("fails") ? "" : "prices", lag.getString("stream"));
            }
            assertEquals(1, lags.stream().filter(lag -> lag.getBoolean("fails")).count());
        }
    }

    @Test
    void theFiguresOfEachRuntimeAreRecordedUntilItIsClosed() {
        Set<String> workers = ConcurrentHashMap.newKeySet();
        Set<String> runtimes = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(1);
        try (RecordingStream stream = new RecordingStream();
                Nagare other = Nagare.multiThread().workers(1).name("other").start()) {
            stream.enable("nagare.WorkerStatistics").withPeriod(Duration.ofMillis(10));
            stream.enable("nagare.RuntimeStatistics").withPeriod(Duration.ofMillis(10));
            stream.onEvent("nagare.WorkerStatistics", event -> {
                workers.add(event.getString("runtime") + event.getInt("worker"));
                if (workers.containsAll(Set.of("events0", "events1", "other0"))
                        && runtimes.containsAll(Set.of("events", "other"))) {
                    all.countDown();
                }
            });
            stream.onEvent("nagare.RuntimeStatistics", event -> {
                if (event.getLong("liveTasks") == 1 || event.getString("runtime").equals("other")) {
                    runtimes.add(event.getString("runtime"));
                }
            });
            var waiting = nagare.spawn(Many.never());
            stream.startAsync();
            await(all);
            waiting.abort();
            // While the recording goes on.
            assertTrue(other.close(Duration.ofSeconds(20)));
        }
    }

    @Test
    void flightRecorderKeepsNothingOfAClosedRuntime() {
        Nagare other = Nagare.multiThread().workers(1).name("other").start();
        RuntimeStatistics<?> statistics =
                other.driver().openResources(RuntimeStatistics.class).get(0);
        try (Recording recording = new Recording()) {
            recording.start();
            other.close();
            assertFalse(FlightRecorder.removeListener(statistics));
            assertFalse(statistics.removePeriodic());
            statistics.recorderInitialized(FlightRecorder.getFlightRecorder());
            assertFalse(statistics.removePeriodic(), "closing has overtaken the beginning of a recording");
        }
    }

    @Test
    void toolsFindLabelsAndUnits() {
        nagare.spawn(() -> 1).join();
        List<EventType> types;
        try (Recording recording = new Recording()) {
            recording.start();
            types = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                    .filter(type -> type.getName().startsWith("nagare."))
                    .toList();
        }
        assertTrue(types.size() >= 5, types::toString);
        for (EventType type : types) {
            assertEquals(List.of("Nagare"), type.getCategoryNames(), type::getName);
            assertNotNull(type.getLabel(), type::getName);
            assertNotNull(type.getDescription(), type::getName);
            type.getFields().forEach(field -> assertNotNull(field.getLabel(), type.getName() + field.getName()));
        }
    }
}

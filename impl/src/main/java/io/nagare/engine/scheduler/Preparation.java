package io.nagare.engine.scheduler;

import io.nagare.engine.event.EngineEvents;
import io.nagare.engine.memory.MemoryReserve;
import io.nagare.engine.poll.Rehearsal;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.Scheduler;
import java.util.concurrent.locks.LockSupport;

/**
 * What the start of the first runtime does not wait for, on a thread of its own. That thread begins to listen to Flight
 * Recorder. A moment later it makes this process ready for the time when descriptors or memory have run out.
 *
 * <p>Always holds: the process is ready some 200 ms after its first runtime has started. The data and connections that
 * exhaust a process come later than that. The pause leaves the processors to the program while it starts.
 */
final class Preparation {

    private static final long PAUSE_NANOS = 100_000_000;

    private static boolean begun;

    private Preparation() {}

    /** Begins, if the runtime is the first. For a later one only Flight Recorder is left to do. Any thread may call. */
    static void begin(Scheduler runtime) {
        if (isFirst()) {
            startThread(runtime);
        } else {
            watch(runtime);
        }
    }

    private static synchronized boolean isFirst() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    private static void startThread(Scheduler runtime) {
        try {
            Thread thread = new Thread(null, () -> prepare(runtime), "nagare-preparation", 0, false);
            AbstractScheduler.makeDaemon(thread);
            thread.start();
        } catch (OutOfMemoryError refused) {
            // The system gives no thread.
            watch(runtime);
            makeReady();
        }
    }

    private static void prepare(Scheduler runtime) {
        watch(runtime);
        LockSupport.parkNanos(PAUSE_NANOS);
        makeReady();
    }

    private static void watch(Scheduler runtime) {
        EngineEvents.ofJvm().watch(runtime, Scheduler::metrics);
    }

    private static void makeReady() {
        MemoryReserve.keep();
        Rehearsal.once();
    }
}

package io.nagare.engine.scheduler;

import io.nagare.engine.event.EngineEvents;
import io.nagare.engine.memory.EngineClasses;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.Scheduler;
import java.util.concurrent.locks.LockSupport;

/**
 * What the start of the first runtime does not wait for, on a thread of its own. That thread begins to listen to Flight
 * Recorder. A moment later it loads the classes that are needed when memory has run out.
 *
 * <p>Always holds: these classes are loaded some 200 ms after the first runtime has started. The data that fill a heap
 * come later than that. The pause leaves the processors to the program while it starts. Classes in a directory are
 * loaded before the start, because a lack of descriptors would hit them, and descriptors can run out at once.
 */
final class Preparation {

    private static final long PAUSE_NANOS = 100_000_000;

    private static boolean begun;

    private Preparation() {}

    /** Begins, if the runtime is the first. For a later one only Flight Recorder is left to do. Any thread may call. */
    static void begin(Scheduler runtime) {
        if (isFirst()) {
            EngineClasses.loadFromDirectory();
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
            EngineClasses.load();
        }
    }

    private static void prepare(Scheduler runtime) {
        watch(runtime);
        LockSupport.parkNanos(PAUSE_NANOS);
        EngineClasses.load();
    }

    private static void watch(Scheduler runtime) {
        EngineEvents.ofJvm().watch(runtime, Scheduler::metrics);
    }
}

package io.nagare.engine.scheduler;

import io.nagare.driver.TimeSource;
import io.nagare.engine.time.SystemTimeSource;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * What a scheduler is made of.
 *
 * @param name the beginning of the names of its threads
 * @param workers how many threads it has; a scheduler that borrows a thread has one
 * @param ringCapacity the size of a worker's queue, a power of two
 * @param watchdogPeriod how often to look for workers that are held up
 * @param time the seam for time
 * @param randomness the seam for chance, for each worker
 * @param failures told of failures that nobody can see otherwise
 */
record SchedulerSettings(
        String name,
        int workers,
        int ringCapacity,
        Duration watchdogPeriod,
        TimeSource time,
        IntFunction<Randomness> randomness,
        BiConsumer<? super Throwable, ? super String> failures) {

    private static final int RING_CAPACITY = 256;

    /** A worker that is held up twice this long is noticed. */
    private static final Duration WATCHDOG_PERIOD = Duration.ofMillis(5);

    /** The usual settings. */
    static SchedulerSettings of(String name, int workers, BiConsumer<? super Throwable, ? super String> failures) {
        return new SchedulerSettings(
                name, workers, RING_CAPACITY, WATCHDOG_PERIOD, SystemTimeSource.INSTANCE, XorShift::new, failures);
    }

    SchedulerSettings withName(String newName) {
        return new SchedulerSettings(newName, workers, ringCapacity, watchdogPeriod, time, randomness, failures);
    }

    SchedulerSettings withTime(TimeSource source) {
        return new SchedulerSettings(name, workers, ringCapacity, watchdogPeriod, source, randomness, failures);
    }

    SchedulerSettings withRingCapacity(int capacity) {
        return new SchedulerSettings(name, workers, capacity, watchdogPeriod, time, randomness, failures);
    }
}

package io.nagare.engine.scheduler.base;

import io.nagare.engine.time.SystemTimeSource;
import io.nagare.policy.TimeSource;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * The settings of a scheduler.
 *
 * @param name the prefix of the names of its threads
 * @param workers how many workers it has; a scheduler that borrows a thread has one
 * @param ringCapacity the first length of a worker's queue, a power of two
 * @param watchdogPeriod how often to look for workers that run one task for long
 * @param time the seam for time
 * @param network opens the channels and the selectors that watch them
 * @param randomness makes the seam for chance of each worker
 * @param failures gets the failures that reach no subscriber
 */
public record SchedulerSettings(
        String name,
        int workers,
        int ringCapacity,
        Duration watchdogPeriod,
        TimeSource time,
        SelectorProvider network,
        IntFunction<Randomness> randomness,
        BiConsumer<? super Throwable, ? super String> failures) {

    private static final int RING_CAPACITY = 256;

    /** A worker that runs one task for twice this long is noticed for certain. */
    private static final Duration WATCHDOG_PERIOD = Duration.ofMillis(5);

    /** The usual settings. */
    public static SchedulerSettings of(
            String name, int workers, BiConsumer<? super Throwable, ? super String> failures) {
        return new SchedulerSettings(
                name,
                workers,
                RING_CAPACITY,
                WATCHDOG_PERIOD,
                SystemTimeSource.INSTANCE,
                SelectorProvider.provider(),
                XorShift::new,
                failures);
    }

    public SchedulerSettings withName(String newName) {
        return new SchedulerSettings(
                newName, workers, ringCapacity, watchdogPeriod, time, network, randomness, failures);
    }

    public SchedulerSettings withTime(TimeSource source) {
        return new SchedulerSettings(
                name, workers, ringCapacity, watchdogPeriod, source, network, randomness, failures);
    }

    public SchedulerSettings withNetwork(SelectorProvider provider) {
        return new SchedulerSettings(name, workers, ringCapacity, watchdogPeriod, time, provider, randomness, failures);
    }

    public SchedulerSettings withRingCapacity(int capacity) {
        return new SchedulerSettings(name, workers, capacity, watchdogPeriod, time, network, randomness, failures);
    }
}

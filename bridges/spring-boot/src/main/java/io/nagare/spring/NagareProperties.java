package io.nagare.spring;

import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the runtime, below {@code nagare}.
 *
 * @param workers How many worker threads to start, 1 to 1,024. By default one for each core.
 * @param name The beginning of the names of the runtime's threads.
 * @param maxBlockingThreads How many threads may block at a time, at least 1.
 * @param blockingQueue How many blocking jobs may be queued before further jobs wait for room, at least 1.
 * @param blockingKeepAlive How long an idle blocking thread is kept.
 * @param defaultRuntime Whether the runtime is also the default one of the JVM, on which streams run that are
 *     subscribed on other threads, such as those of a web server.
 * @param drainLimit How long tasks may go on when the application ends, before they are cancelled. Never longer than
 *     spring.lifecycle.timeout-per-shutdown-phase.
 */
@ConfigurationProperties("nagare")
public record NagareProperties(
        @Nullable Integer workers,
        @DefaultValue("nagare") String name,
        @DefaultValue("512") int maxBlockingThreads,
        @DefaultValue("1024") int blockingQueue,
        @DefaultValue("10s") Duration blockingKeepAlive,
        @DefaultValue("true") boolean defaultRuntime,
        @DefaultValue("5s") Duration drainLimit) {

    /** Checks the ranges. */
    public NagareProperties {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        builder(workers, name, maxBlockingThreads, blockingQueue, blockingKeepAlive);
        if (drainLimit.isNegative()) {
            throw new IllegalArgumentException("drainLimit must be at least 0, but was " + drainLimit);
        }
    }

    NagareBuilder builder() {
        return builder(workers, name, maxBlockingThreads, blockingQueue, blockingKeepAlive);
    }

    private static NagareBuilder builder(
            @Nullable Integer workers, String name, int blockingThreads, int blockingQueue, Duration keepAlive) {
        NagareBuilder builder = Nagare.multiThread()
                .name(name)
                .maxBlockingThreads(blockingThreads)
                .blockingQueue(blockingQueue)
                .blockingKeepAlive(keepAlive);
        return workers == null ? builder : builder.workers(workers);
    }
}

package io.nagare.spring;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.RuntimeMetrics;
import io.nagare.RuntimeMetrics.WorkerMetrics;
import io.nagare.failure.TimedOutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the tasks of a runtime come to their end when the application ends. Stopped after web servers and {@link
 * ServerBean}s. Leaves the runtime open: beans that are destroyed later may use it, and a stopped context may be
 * started again. Spring calls one method at a time.
 */
final class RuntimeLifecycle implements SmartLifecycle {

    /** Below the phases of Spring Boot's web servers. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeLifecycle.class);

    /** How often it looks whether there are tasks. */
    private static final Duration PERIOD = Duration.ofMillis(10);

    private final Nagare runtime;
    private final boolean byDefault;
    private final Duration limit;

    private volatile boolean running;

    RuntimeLifecycle(Nagare runtime, boolean byDefault, Duration limit) {
        this.runtime = runtime;
        this.byDefault = byDefault;
        this.limit = limit;
        if (byDefault) {
            Nagare.makeDefault(runtime);
        }
    }

    @Override
    public void start() {
        running = true;
        if (byDefault) {
            Nagare.makeDefault(runtime);
        }
    }

    /** Waits for the tasks. A worker cannot wait, so tasks are cancelled if a worker closes the context. */
    @Override
    public void stop() {
        running = false;
        if (!runtime.driver().isClosed() && !Nagare.isWorker(Thread.currentThread())) {
            runtime.blockOn(drained());
        }
    }

    /** Completes when there is no task but this one, or at the limit. Looks for the first time after a moment. */
    private One<Void> drained() {
        return Many.interval(PERIOD, PERIOD)
                .filter(tick -> others() <= 0)
                .next()
                .then()
                .timeout(limit)
                .onErrorResume(TimedOutException.class, late -> {
                    LOG.info(
                            "{} tasks have not ended within {} ms (nagare.drain-limit), and will be cancelled",
                            others(),
                            limit.toMillis());
                    return One.empty();
                });
    }

    /** How many tasks wait, for something or for their turn. */
    private long others() {
        RuntimeMetrics metrics = runtime.metrics();
        long queued = metrics.workers().stream().mapToLong(WorkerMetrics::queueDepth).sum();
        return metrics.liveTasks() - 1 + metrics.injectionDepth() + metrics.blockingQueued() + queued;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Spring 7 asks: a context of tests that pauses need not wait for tasks. */
    public boolean isPauseable() {
        return false;
    }
}

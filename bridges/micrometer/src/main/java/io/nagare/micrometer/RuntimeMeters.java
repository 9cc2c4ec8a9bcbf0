package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nagare.Nagare;
import io.nagare.RuntimeMetrics;
import io.nagare.RuntimeMetrics.WorkerMetrics;
import java.util.function.ToDoubleFunction;

/**
 * Meters of a runtime. Those of its pools have the names of Micrometer's own executor metrics, so that dashboards made
 * for those show them. The workers are the executor with the runtime's name, and the threads that may block are the one
 * with {@code -blocking} behind it.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>Name</th><th>Tags</th><th>Meaning</th></tr>
 * <tr><td>{@code executor.parallelism}</td><td>{@code name}</td><td>workers</td></tr>
 * <tr><td>{@code executor.queued}</td><td>{@code name}</td><td>strands, or blocking jobs, that wait for a
 * thread</td></tr>
 * <tr><td>{@code executor.steals}</td><td>{@code name}</td><td>strands that a worker has taken from
 * another</td></tr>
 * <tr><td>{@code executor.pool.size}</td><td>{@code name}</td><td>threads</td></tr>
 * <tr><td>{@code executor.active}</td><td>{@code name}</td><td>threads that may block and are busy</td></tr>
 * <tr><td>{@code nagare.tasks.live}</td><td>{@code runtime}</td><td>tasks and streams that have begun, had to
 * wait, and have not ended</td></tr>
 * <tr><td>{@code nagare.worker.busy}</td><td>{@code runtime}, {@code worker}</td><td>seconds awake; its rate is the
 * utilization</td></tr>
 * <tr><td>{@code nagare.worker.queued}</td><td>{@code runtime}, {@code worker}</td><td>strands in the worker's
 * queue</td></tr>
 * <tr><td>{@code nagare.worker.runs}, {@code .steals}, {@code .parks}, {@code .overflows}, {@code .events}, {@code
 * .timers}</td><td>{@code runtime}, {@code worker}</td><td>as in {@link WorkerMetrics}</td></tr>
 * </table>
 *
 * <p>The runtime is looked at once a second at most. The registry does not keep it alive. Close these
 * before others with the same name and tags are bound: a registry keeps the meters that came first.
 */
public final class RuntimeMeters implements MeterBinder, AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Nagare runtime;
    private final String name;
    private final Tags tags;
    private final Bound bound = new Bound();

    /**
     * Makes meters of a runtime.
     *
     * @param name the value of the tags {@code name} and {@code runtime}
     */
    public RuntimeMeters(Nagare runtime, String name, Tag... tags) {
        this.runtime = requireNonNull(runtime, "runtime");
        this.name = requireNonNull(name, "name");
        this.tags = Tags.of(requireNonNull(tags, "tags"));
    }

    /** Removes the meters from the registries to which they were bound. */
    @Override
    public void close() {
        bound.remove();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters<Nagare, RuntimeMetrics> meters =
                Meters.of(registry, bound, runtime, Nagare::metrics, "nagare.", tags.and("runtime", name));
        meters.gauge("tasks.live", "Tasks and streams that have not ended", RuntimeMetrics::liveTasks);
        bindWorkers(meters.under("executor.", tags.and("name", name)));
        bindBlocking(meters.under("executor.", tags.and("name", name + "-blocking")));
        int workers = runtime.metrics().workers().size();
        for (int i = 0; i < workers; i++) {
            Tags own = tags.and("runtime", name, "worker", Integer.toString(i));
            bindWorker(meters.under("nagare.worker.", own), i);
        }
    }

    private static void bindWorkers(Meters<Nagare, RuntimeMetrics> meters) {
        meters.gauge("parallelism", "Workers", metrics -> metrics.workers().size());
        meters.gauge("pool.size", "Threads", metrics -> metrics.workers().size());
        meters.gauge(
                "queued",
                "Strands that wait for a worker",
                metrics -> metrics.injectionDepth() + sum(metrics, WorkerMetrics::queueDepth));
        meters.counter(
                "steals",
                "strands",
                "Strands that a worker has taken from another",
                metrics -> sum(metrics, WorkerMetrics::steals));
    }

    private static double sum(RuntimeMetrics metrics, ToDoubleFunction<WorkerMetrics> value) {
        return metrics.workers().stream().mapToDouble(value).sum();
    }

    private static void bindBlocking(Meters<Nagare, RuntimeMetrics> meters) {
        meters.gauge("pool.size", "Threads that may block", RuntimeMetrics::blockingThreads);
        meters.gauge(
                "active",
                "Threads that are busy",
                metrics -> metrics.blockingThreads() - metrics.blockingIdle());
        meters.gauge("queued", "Jobs that have not started", RuntimeMetrics::blockingQueued);
    }

    private static void bindWorker(Meters<Nagare, RuntimeMetrics> meters, int index) {
        meters.counter("runs", "strands", "Strands run", of(index, WorkerMetrics::runs));
        meters.counter("steals", "strands", "Strands taken from another worker", of(index, WorkerMetrics::steals));
        meters.counter("parks", "times", "Times that the worker went to sleep", of(index, WorkerMetrics::parks));
        meters.counter("overflows", "times", "Times that the queue was full", of(index, WorkerMetrics::overflows));
        meters.counter("events", "events", "Channels reported ready", of(index, WorkerMetrics::readinessEvents));
        meters.counter("timers", "timers", "Timers that fired", of(index, WorkerMetrics::timersFired));
        meters.counter(
                "busy", "seconds", "Time spent awake", of(index, worker -> worker.busyNanos() / NANOS_PER_SECOND));
        meters.gauge("queued", "Strands in the worker's queue", of(index, WorkerMetrics::queueDepth));
    }

    private static ToDoubleFunction<RuntimeMetrics> of(int index, ToDoubleFunction<WorkerMetrics> value) {
        return metrics -> value.applyAsDouble(metrics.workers().get(index));
    }
}

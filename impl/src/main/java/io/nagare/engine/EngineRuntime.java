package io.nagare.engine;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.One;
import io.nagare.RuntimeMetrics;
import io.nagare.Task;
import io.nagare.driver.Driver;
import io.nagare.engine.program.OneProgram;
import io.nagare.engine.program.TaskProgram;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.stage.Origin;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The runtime as users see it: puts programs on strands of a scheduler. Stateless; called on any thread. */
public final class EngineRuntime implements Nagare {

    private final Scheduler scheduler;

    private EngineRuntime(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns the runtime that runs on a scheduler. */
    public static Nagare on(Scheduler scheduler) {
        return new EngineRuntime(scheduler);
    }

    static Nagare start(NagareBuilder options) {
        return new EngineRuntime(Schedulers.start(options));
    }

    static Nagare current() {
        return new EngineRuntime(Schedulers.current());
    }

    @Override
    public <T> Task<T> spawn(One<T> computation) {
        return spawnProgram(Objects.requireNonNull(computation, "computation"));
    }

    @Override
    public Task<Void> spawn(Many<?> stream) {
        return spawnProgram(Objects.requireNonNull(stream, "stream").then());
    }

    @Override
    public <T> Task<T> spawn(Callable<? extends @Nullable T> computation) {
        return spawnProgram(new OneProgram<T>(new Origin.FromCallable<>(computation)));
    }

    @Override
    public <T> Task<T> spawnBlocking(Callable<? extends @Nullable T> computation) {
        return spawnProgram(new OneProgram<T>(new Origin.Blocking<>(computation)));
    }

    private <T> Task<T> spawnProgram(Publisher<T> program) {
        return TaskProgram.of(TaskRoot.spawn(program, scheduler));
    }

    @Override
    public <T> @Nullable T blockOn(One<T> one) {
        return start(one).await(null);
    }

    @Override
    public <T> @Nullable T blockOn(One<T> one, Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return start(one).await(limit);
    }

    private <T> Awaiter<T> start(One<T> one) {
        Objects.requireNonNull(one, "one");
        Schedulers.refuseInside("block");
        return new Awaiter<>(one, scheduler);
    }

    @Override
    public RuntimeMetrics metrics() {
        return scheduler.metrics();
    }

    @Override
    public Driver driver() {
        return scheduler;
    }

    @Override
    public boolean close(Duration limit) {
        if (Objects.requireNonNull(limit, "limit").isNegative()) {
            throw new IllegalArgumentException("close needs a limit of at least 0, but was given " + limit);
        }
        Schedulers.refuseInside("close");
        boolean ended = scheduler.close(limit);
        Schedulers.forget(scheduler);
        return ended;
    }

    /** Whether both are handles of the same scheduler. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EngineRuntime that && scheduler == that.scheduler;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(scheduler);
    }

    @Override
    public String toString() {
        return "Nagare[" + scheduler.name() + "]";
    }
}

package io.nagare.bench.idle;

import java.util.function.Function;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Subscriptions to a sink of one value each, which continue on a worker of a parallel scheduler. */
final class ReactorIdleTasks implements IdleTasks<Sinks.One<Integer>> {

    private final Scheduler scheduler = Schedulers.newParallel("idle", IdleMemory.WORKERS);
    private final Function<Integer, Integer> step;

    ReactorIdleTasks(Steps steps) {
        step = steps::take;
    }

    @Override
    public Sinks.One<Integer> start() {
        Sinks.One<Integer> promise = Sinks.one();
        promise.asMono().publishOn(scheduler).map(step).subscribe();
        return promise;
    }

    @Override
    public void awaitWaiting(int number) {
        // they wait from the beginning
    }

    @Override
    public void complete(Sinks.One<Integer> promise) {
        promise.tryEmitValue(1).orThrow();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}

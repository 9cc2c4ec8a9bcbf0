package io.nagare.bench.idle;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Subscriptions to a subject of one value each, which are observed on a pool of the workers. */
final class RxIdleTasks implements IdleTasks<SingleSubject<Integer>> {

    private final ExecutorService pool = Executors.newFixedThreadPool(IdleMemory.WORKERS);
    private final Scheduler scheduler = Schedulers.from(pool);
    private final Function<Integer, Integer> step;

    RxIdleTasks(Steps steps) {
        step = steps::take;
    }

    @Override
    @SuppressWarnings("CheckReturnValue")
    public SingleSubject<Integer> start() {
        SingleSubject<Integer> promise = SingleSubject.create();
        promise.observeOn(scheduler).map(step).subscribe();
        return promise;
    }

    @Override
    public void awaitWaiting(int number) {
        // they wait from the beginning
    }

    @Override
    public void complete(SingleSubject<Integer> promise) {
        promise.onSuccess(1);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}

package io.nagare.bench.idle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/**
 * Waiting tasks on a {@link ForkJoinPool}: continuations of a {@link CompletableFuture}. Each becomes a task of the
 * pool when its future is completed.
 */
final class FutureIdleTasks implements IdleTasks<CompletableFuture<Integer>> {

    private final ForkJoinPool pool =
            new ForkJoinPool(IdleMemory.WORKERS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    private final Function<Integer, Integer> step;

    FutureIdleTasks(Steps steps) {
        step = steps::take;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise holds it
    public CompletableFuture<Integer> start() {
        CompletableFuture<Integer> promise = new CompletableFuture<>();
        promise.thenApplyAsync(step, pool);
        return promise;
    }

    @Override
    public void awaitWaiting(int number) {
        // they wait from the beginning
    }

    @Override
    public void complete(CompletableFuture<Integer> promise) {
        promise.complete(1);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}

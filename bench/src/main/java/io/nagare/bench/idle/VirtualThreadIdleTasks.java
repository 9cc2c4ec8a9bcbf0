package io.nagare.bench.idle;

import io.nagare.bench.yard.VirtualThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Virtual threads that are each blocked on a {@link CompletableFuture}. */
final class VirtualThreadIdleTasks implements IdleTasks<CompletableFuture<Integer>> {

    private final AtomicInteger begun = new AtomicInteger();
    private final Steps steps;

    VirtualThreadIdleTasks(Steps steps) {
        this.steps = steps;
        VirtualThreads.carriers(IdleMemory.WORKERS);
    }

    @Override
    public CompletableFuture<Integer> start() {
        CompletableFuture<Integer> promise = new CompletableFuture<>();
        VirtualThreads.start(() -> {
            begun.incrementAndGet();
            steps.take(promise.join());
        });
        return promise;
    }

    /** Waits until the threads wait. The last of them may only be about to wait, which no figure shows. */
    @Override
    public void awaitWaiting(int number) {
        Steps.await("wait", number, begun::get);
    }

    @Override
    public void complete(CompletableFuture<Integer> promise) {
        promise.complete(1);
    }

    @Override
    public void close() {}
}

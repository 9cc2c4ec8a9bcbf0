package io.nagare.bench.idle;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Subscriptions to an emitter of one value, which emit on a pool of the workers. */
final class MutinyIdleTasks implements IdleTasks<UniEmitter<? super Integer>> {

    private final ExecutorService pool = Executors.newFixedThreadPool(IdleMemory.WORKERS);
    private final Uni<Integer> task;

    /** The emitter of the latest subscription. Each subscription makes one before it returns. */
    private @Nullable UniEmitter<? super Integer> made;

    MutinyIdleTasks(Steps steps) {
        task = Uni.createFrom().<Integer>emitter(emitter -> made = emitter).emitOn(pool).map(steps::take);
    }

    @Override
    @SuppressWarnings("CheckReturnValue")
    public UniEmitter<? super Integer> start() {
        task.subscribe().with(value -> {});
        return Objects.requireNonNull(made, "emitter");
    }

    @Override
    public void awaitWaiting(int number) {
        // they wait from the beginning
    }

    @Override
    public void complete(UniEmitter<? super Integer> promise) {
        promise.complete(1);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}

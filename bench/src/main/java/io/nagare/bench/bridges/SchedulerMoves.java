package io.nagare.bench.bridges;

import io.nagare.Nagare;
import io.nagare.kotlin.KotlinNagare;
import io.nagare.mutiny.MutinyNagare;
import io.nagare.reactor.ReactorNagare;
import io.nagare.rxjava.RxJavaNagare;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Moves by one kind of schedulers. Each scheduler has two workers; those of RxJava and Kotlin are set by properties.
 * A scheduler is asked for when it is first used, so that no other library is loaded.
 */
final class SchedulerMoves implements Moves {

    private final Supplier<Scheduler> reactor;
    private final Supplier<io.reactivex.rxjava3.core.Scheduler> rxjava;
    private final Supplier<Executor> mutiny;
    private final Supplier<CoroutineDispatcher> kotlin;
    private final Runnable close;

    private SchedulerMoves(
            Supplier<Scheduler> reactor,
            Supplier<io.reactivex.rxjava3.core.Scheduler> rxjava,
            Supplier<Executor> mutiny,
            Supplier<CoroutineDispatcher> kotlin,
            Runnable close) {
        this.reactor = reactor;
        this.rxjava = rxjava;
        this.mutiny = mutiny;
        this.kotlin = kotlin;
        this.close = close;
    }

    /** On the workers of this library. */
    static Moves ours() {
        Nagare nagare = Nagare.multiThread().workers(End.WORKERS).start();
        return new SchedulerMoves(
                new Once<>(() -> ReactorNagare.scheduler(nagare)),
                new Once<>(() -> RxJavaNagare.scheduler(nagare)),
                new Once<>(() -> MutinyNagare.executor(nagare)),
                () -> KotlinNagare.asCoroutineDispatcher(nagare),
                nagare::close);
    }

    /** On the workers of each library. Those of Mutiny are an executor that its user gives. */
    static Moves theirs() {
        ExecutorService executor = Executors.newFixedThreadPool(End.WORKERS);
        return new SchedulerMoves(
                new Once<>(() -> Schedulers.newParallel("reactor", End.WORKERS, true)),
                io.reactivex.rxjava3.schedulers.Schedulers::computation,
                () -> executor,
                Dispatchers::getDefault,
                executor::shutdown);
    }

    @Override
    public long publishOn() {
        @Nullable Long count = Flux.range(1, ITEMS)
                .map(i -> i + 1)
                .publishOn(reactor.get())
                .map(i -> i + 1)
                .count()
                .block();
        return count == null ? 0 : count;
    }

    @Override
    public long observeOn() {
        return Flowable.range(1, ITEMS)
                .map(i -> i + 1)
                .observeOn(rxjava.get())
                .map(i -> i + 1)
                .count()
                .blockingGet();
    }

    @Override
    public long emitOn() {
        return MutinyEnd.items(Multi.createFrom()
                .range(1, ITEMS + 1)
                .map(i -> i + 1)
                .emitOn(mutiny.get())
                .map(i -> i + 1));
    }

    @Override
    public long flowOn() {
        return KotlinMoves.flowOn(kotlin.get());
    }

    @Override
    public long withContext() {
        return KotlinMoves.withContext(kotlin.get());
    }

    @Override
    public long launch() {
        return KotlinMoves.launch(kotlin.get());
    }

    @Override
    public void close() {
        close.run();
    }

    /** Makes a value at the first call. Only one thread uses it. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> making;
        private @Nullable T made;

        Once(Supplier<T> making) {
            this.making = making;
        }

        @Override
        public T get() {
            T value = made;
            if (value == null) {
                value = making.get();
                made = value;
            }
            return value;
        }
    }
}

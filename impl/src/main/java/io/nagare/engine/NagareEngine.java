package io.nagare.engine;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.engine.channel.share.PublishedSource;
import io.nagare.engine.channel.share.SharedSource;
import io.nagare.engine.local.Locals;
import io.nagare.engine.program.BytesProgram;
import io.nagare.engine.program.ManyProgram;
import io.nagare.engine.program.OneProgram;
import io.nagare.engine.program.Program;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.SchedulerThread;
import io.nagare.policy.Memory;
import io.nagare.policy.Sharing;
import io.nagare.stage.Engine;
import io.nagare.stage.FetchedItems;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The implementation of {@link Engine} that the service loader finds. Stateless; called on any thread. */
public final class NagareEngine implements Engine {

    @Override
    public <T> Many<T> many(Origin<T> origin) {
        return new ManyProgram<>(origin);
    }

    @Override
    public <T> One<T> one(Origin<T> origin) {
        return new OneProgram<>(origin);
    }

    @Override
    public ByteStream bytes(Origin<Bytes> origin) {
        return new BytesProgram(origin);
    }

    @Override
    public <T, R> Many<R> many(Publisher<T> upstream, Stage<? super T, R> stage) {
        return new ManyProgram<>(programOf(upstream), stage);
    }

    @Override
    public <T, R> One<R> one(Publisher<T> upstream, Stage<? super T, R> stage) {
        return new OneProgram<>(programOf(upstream), stage);
    }

    @Override
    public ByteStream bytes(Publisher<Bytes> upstream, Stage<Bytes, Bytes> stage) {
        return new BytesProgram(programOf(upstream), stage);
    }

    /** A publisher that is no program becomes the origin of one. */
    private static <T> Program<T> programOf(Publisher<T> upstream) {
        return upstream instanceof Program<T> program
                ? program
                : new ManyProgram<>(new Origin.FromPublisher<>(requireNonNull(upstream, "upstream")));
    }

    @Override
    public <T> Many<T> share(Publisher<? extends T> source, Sharing sharing) {
        return Programs.driven(SharedSource.<T>of(source, sharing));
    }

    @Override
    public <T> One<T> memoize(One<T> source, Memory<? super T> memory) {
        return Programs.drivenOne(SharedSource.<T>of(source, memory));
    }

    @Override
    public <T, R> Many<R> publish(
            Publisher<? extends T> source,
            int capacity,
            Function<? super Many<T>, ? extends Publisher<? extends R>> selector) {
        return Programs.driven(new PublishedSource<T, R>(source, capacity, selector));
    }

    @Override
    public <T> FetchedItems<T> iterate(Publisher<T> source, int prefetch) {
        return IteratedItems.of(source, prefetch);
    }

    @Override
    public Nagare start(NagareBuilder options) {
        return EngineRuntime.start(options);
    }

    @Override
    public Nagare current() {
        return EngineRuntime.current();
    }

    @Override
    public void makeDefault(Nagare runtime) {
        Schedulers.makeDefault(Schedulers.of(runtime.driver()));
    }

    @Override
    public <T> @Nullable T local(TaskLocal<T> local) {
        return Locals.find(local);
    }

    @Override
    public <T> Runnable install(TaskLocal<T> local, T value) {
        Locals previous = Locals.swap(Locals.with(Locals.current(), local, value));
        return () -> Locals.swap(previous);
    }

    @Override
    public Runnable rememberLocals() {
        Locals present = Locals.current();
        return () -> Locals.swap(present);
    }

    @Override
    public Map<TaskLocal<?>, Object> locals() {
        return Locals.all();
    }

    @Override
    public Runnable bound(Runnable task) {
        return Locals.boundHere(task);
    }

    @Override
    public boolean isWorker(Thread thread) {
        return thread instanceof SchedulerThread;
    }

    @Override
    public void refuseOnWorker(String call) {
        Schedulers.refuseOnWorker(call);
    }
}

package io.nagare.engine;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Engine;
import io.nagare.FetchedItems;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.engine.channel.share.PublishedSource;
import io.nagare.engine.channel.share.SharedSource;
import io.nagare.engine.program.BytesProgram;
import io.nagare.engine.program.ManyProgram;
import io.nagare.engine.program.OneProgram;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.strand.Locals;
import io.nagare.policy.Memory;
import io.nagare.policy.Sharing;
import io.nagare.stage.Origin;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The implementation of {@link io.nagare.Engine} that the service loader finds. Stateless; called on any thread. */
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
    public <T> Many<T> share(Publisher<? extends T> source, Sharing sharing) {
        return Many.driven(SharedSource.<T>of(source, sharing));
    }

    @Override
    public <T> One<T> memoize(One<T> source, Memory<? super T> memory) {
        return One.driven(SharedSource.<T>of(source, memory));
    }

    @Override
    public <T, R> Many<R> publish(
            Publisher<? extends T> source,
            int capacity,
            Function<? super Many<T>, ? extends Publisher<? extends R>> selector) {
        return Many.driven(new PublishedSource<T, R>(source, capacity, selector));
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
    public <T> @Nullable T local(TaskLocal<T> local) {
        return Locals.find(local);
    }

    @Override
    public void refuseOnWorker(String call) {
        Schedulers.refuseOnWorker(call);
    }
}

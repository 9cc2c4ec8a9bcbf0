package io.nagare.stage;

import static java.util.Objects.requireNonNull;

import io.nagare.Async;
import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Source;
import org.reactivestreams.Publisher;

/**
 * Makes streams of origins, stages and drivers' sources. All operators are made with it. It is apart from the types of
 * streams so that users do not meet it among the operators. Stateless; called on any thread.
 */
public final class Programs {

    private Programs() {}

    /** Returns a stream of the items of an origin. */
    public static <T> Many<T> many(Origin<T> origin) {
        return Engines.engine().many(requireNonNull(origin, "origin"));
    }

    /** Returns the item of an origin. The caller knows that the origin emits one item at most. */
    public static <T> One<T> one(Origin<T> origin) {
        return Engines.engine().one(requireNonNull(origin, "origin"));
    }

    /** Returns a stream of the items of a driver's source. */
    public static <T> Many<T> driven(Source<? extends T> source) {
        return many(new Origin.Driven<>(source));
    }

    /** Returns the item of a driver's source. The caller knows that the source emits one item at most. */
    public static <T> One<T> drivenOne(Source<? extends T> source) {
        return one(new Origin.Driven<>(source));
    }

    /** Adds a stage behind a stream. */
    public static <T, R> Many<R> many(Publisher<T> upstream, Stage<? super T, R> stage) {
        return Engines.engine().many(upstream, stage);
    }

    /** Adds a stage behind a stream. The caller knows that the stage emits one item at most. */
    public static <T, R> One<R> one(Publisher<T> upstream, Stage<? super T, R> stage) {
        return Engines.engine().one(upstream, stage);
    }

    /** Adds a stage behind a stream. Returns a stream of the same kind. */
    @SuppressWarnings("unchecked") // S is the kind that is asked for
    public static <T, S extends Async<T, S>> S same(Async<T, S> upstream, Stage<T, T> stage) {
        Engine engine = Engines.engine();
        if (upstream instanceof One<?>) {
            return (S) engine.one(upstream, stage);
        }
        return upstream instanceof ByteStream
                ? (S) engine.bytes((Publisher<Bytes>) upstream, (Stage<Bytes, Bytes>) stage)
                : (S) engine.many(upstream, stage);
    }

    /** Returns a stream of the same kind as the given one, with another origin. */
    @SuppressWarnings("unchecked") // as above
    public static <T, S extends Async<T, S>> S same(Async<T, S> kind, Origin<T> origin) {
        if (kind instanceof One<?>) {
            return (S) one(origin);
        }
        return kind instanceof ByteStream ? (S) Engines.engine().bytes((Origin<Bytes>) origin) : (S) many(origin);
    }
}

package io.nagare.stage;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Driver;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.emit.Emitter;
import io.nagare.emit.Output;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import io.nagare.policy.Release;
import io.nagare.policy.Repeat;
import io.nagare.policy.Retry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Where the items of a stream come from, as data. Constructors check their arguments. A null throws {@link
 * NullPointerException}. A value out of range throws {@link IllegalArgumentException}.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public sealed interface Origin<T> {

    /** Lets the compiler subscribe {@code downstream} to this origin. */
    void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand);

    /** Emits one item. */
    record Just<T>(T item) implements Origin<T> {
        public Just {
            requireNonNull(item, "item");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.just(this, downstream, strand);
        }
    }

    /** Completes at once. */
    record Empty<T>() implements Origin<T> {
        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.empty(this, downstream, strand);
        }
    }

    /** Fails with an exception that the supplier makes for each subscriber. */
    record Failed<T>(Supplier<? extends Throwable> failure) implements Origin<T> {
        public Failed {
            requireNonNull(failure, "failure");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.failed(this, downstream, strand);
        }
    }

    /** Sends nothing, ever. */
    record Never<T>() implements Origin<T> {
        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.never(this, downstream, strand);
        }
    }

    /** Emits the items of a publisher that the supplier makes for each subscriber. */
    record Defer<T>(Supplier<? extends Publisher<? extends T>> supplier) implements Origin<T> {
        public Defer {
            requireNonNull(supplier, "supplier");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.defer(this, downstream, strand);
        }
    }

    /** Emits the items of another publisher, ours or foreign. */
    record FromPublisher<T>(Publisher<? extends T> publisher) implements Origin<T> {
        public FromPublisher {
            requireNonNull(publisher, "publisher");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromPublisher(this, downstream, strand);
        }
    }

    /** Emits the elements of an iterable as demand allows. */
    record FromIterable<T>(Iterable<? extends T> iterable) implements Origin<T> {
        public FromIterable {
            requireNonNull(iterable, "iterable");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromIterable(this, downstream, strand);
        }
    }

    /**
     * Emits the elements of a Java stream that the supplier makes. Closes it at the end, on failure and on
     * cancellation.
     */
    record FromStream<T>(Supplier<? extends Stream<? extends T>> stream) implements Origin<T> {
        public FromStream {
            requireNonNull(stream, "stream");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromStream(this, downstream, strand);
        }
    }

    /** Emits the value of a completion stage, or nothing if that is null. Cancellation cancels a {@code Future}. */
    record FromStage<T>(Supplier<? extends CompletionStage<? extends T>> stage) implements Origin<T> {
        public FromStage {
            requireNonNull(stage, "stage");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromStage(this, downstream, strand);
        }
    }

    /** Emits a callable's result, or nothing if that is null. The callable runs on the strand when there is demand. */
    record FromCallable<T>(Callable<? extends @Nullable T> callable) implements Origin<T> {
        public FromCallable {
            requireNonNull(callable, "callable");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromCallable(this, downstream, strand);
        }
    }

    /**
     * Emits a callable's result, or nothing if that is null. The callable runs, on demand, on a thread that may block.
     */
    record Blocking<T>(Callable<? extends @Nullable T> callable) implements Origin<T> {
        public Blocking {
            requireNonNull(callable, "callable");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.blocking(this, downstream, strand);
        }
    }

    /** Emits successive integers. */
    record Range(int start, int count) implements Origin<Integer> {
        public Range {
            if (count < 0) {
                throw new IllegalArgumentException("range needs a count of at least 0, but was given " + count);
            }
            if ((long) start + count - 1 > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "range of " + count + " from " + start + " goes past the largest int, 2147483647");
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super Integer> downstream, Strand strand) {
            compiler.range(this, downstream, strand);
        }
    }

    /**
     * Emits the items that the user's threads push into an emitter. The producer gets the emitter on subscription.
     */
    record Create<T>(Consumer<? super Emitter<T>> producer, Overflow overflow) implements Origin<T> {
        public Create {
            requireNonNull(producer, "producer");
            requireNonNull(overflow, "overflow");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.create(this, downstream, strand);
        }
    }

    /**
     * Emits the one item, or none, that a thread gives to an emitter. The producer gets the emitter on subscription.
     */
    record CreateOne<T>(Consumer<? super Emitter<T>> producer) implements Origin<T> {
        public CreateOne {
            requireNonNull(producer, "producer");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.createOne(this, downstream, strand);
        }
    }

    /** Emits one item a call, from a state that each call replaces. Each call must emit one item, complete or fail. */
    record Generate<A, T>(Supplier<? extends A> initialState, BiFunction<A, Output<T>, ? extends A> step)
            implements Origin<T> {
        public Generate {
            requireNonNull(initialState, "initialState");
            requireNonNull(step, "step");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.generate(this, downstream, strand);
        }
    }

    /** Emits 0, 1, 2 ... at a period, the first after {@code initialDelay}. Ticks wait for demand. */
    record Interval(Duration initialDelay, Duration period, MissedTick missed) implements Origin<Long> {
        public Interval {
            requireNonNull(initialDelay, "initialDelay");
            requireNonNull(period, "period");
            requireNonNull(missed, "missed");
            if (initialDelay.isNegative()) {
                throw new IllegalArgumentException(
                        "interval needs an initial delay of at least 0, but was given " + initialDelay);
            }
            if (period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("interval needs a period above 0, but was given " + period);
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super Long> downstream, Strand strand) {
            compiler.interval(this, downstream, strand);
        }
    }

    /** Completes after a time that begins with the subscription. */
    record Delay<T>(Duration delay) implements Origin<T> {
        public Delay {
            requireNonNull(delay, "delay");
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay needs a duration of at least 0, but was given " + delay);
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.delay(this, downstream, strand);
        }
    }

    // Several sources

    /** Combines the first items of all sources, then the second, until one of them has no more. */
    record Zip<T, R>(
            List<? extends Publisher<? extends T>> sources,
            Function<? super List<T>, ? extends R> combiner,
            int prefetch)
            implements Origin<R> {

        /** Enough for sources on their own strands to continue while rows are made. */
        public static final int DEFAULT_PREFETCH = 128;

        public Zip {
            sources = List.copyOf(sources);
            requireNonNull(combiner, "combiner");
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("zip needs at least one source, but was given none");
            }
            if (prefetch < 1 || prefetch > 65_536) {
                throw new IllegalArgumentException("zip needs a prefetch of 1 to 65536, but was given " + prefetch);
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super R> downstream, Strand strand) {
            compiler.zip(this, downstream, strand);
        }
    }

    /** Combines the newest items of all sources whenever one of them has a new item and there is demand. */
    record CombineLatest<T, R>(
            List<? extends Publisher<? extends T>> sources, Function<? super List<T>, ? extends R> combiner)
            implements Origin<R> {
        public CombineLatest {
            sources = List.copyOf(sources);
            requireNonNull(combiner, "combiner");
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("combineLatest needs at least one source, but was given none");
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super R> downstream, Strand strand) {
            compiler.combineLatest(this, downstream, strand);
        }
    }

    /** Mirrors the source that signals first, and cancels the others. */
    record Race<T>(List<? extends Publisher<? extends T>> sources) implements Origin<T> {
        public Race {
            sources = List.copyOf(sources);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("race needs at least one source, but was given none");
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.race(this, downstream, strand);
        }
    }

    // Again

    /** Emits the items of a source, and subscribes to it again after a failure, as the policy says. */
    record Retried<T>(Publisher<? extends T> source, Retry policy) implements Origin<T> {
        public Retried {
            requireNonNull(source, "source");
            requireNonNull(policy, "policy");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.retry(this, downstream, strand);
        }
    }

    /** Emits the items of a source, and subscribes to it again after completion, as the policy says. */
    record Repeated<T>(Publisher<? extends T> source, Repeat policy) implements Origin<T> {
        public Repeated {
            requireNonNull(source, "source");
            requireNonNull(policy, "policy");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.repeat(this, downstream, strand);
        }
    }

    // Resources

    /** Emits the items of a publisher made of a resource. The resource is released at the end and on cancellation. */
    record Using<R, T>(
            Callable<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Consumer<? super R> release,
            Release when)
            implements Origin<T> {
        public Using {
            requireNonNull(acquire, "acquire");
            requireNonNull(use, "use");
            requireNonNull(release, "release");
            requireNonNull(when, "when");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.using(this, downstream, strand);
        }
    }

    /**
     * Emits the items of a publisher that uses a resource. Another publisher, of one item at most, gives the resource.
     * One of three functions releases it, depending on how its use has ended.
     */
    record UsingWhen<R, T>(
            Publisher<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> onComplete,
            BiFunction<? super R, ? super Throwable, ? extends Publisher<?>> onError,
            Function<? super R, ? extends Publisher<?>> onCancel)
            implements Origin<T> {
        public UsingWhen {
            requireNonNull(acquire, "acquire");
            requireNonNull(use, "use");
            requireNonNull(onComplete, "onComplete");
            requireNonNull(onError, "onError");
            requireNonNull(onCancel, "onCancel");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.usingWhen(this, downstream, strand);
        }
    }

    // Strands

    /**
     * Emits the items of a source that runs on its own strand on the given runtime. A queue of {@code prefetch} items
     * joins the two strands.
     */
    record RunOn<T>(Publisher<? extends T> source, Driver driver, int prefetch) implements Origin<T> {
        public RunOn {
            requireNonNull(source, "source");
            requireNonNull(driver, "driver");
            if (prefetch < 1 || prefetch > 65_536) {
                throw new IllegalArgumentException("runOn needs a prefetch of 1 to 65536, but was given " + prefetch);
            }
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.runOn(this, downstream, strand);
        }
    }

    /** Emits the items of a driver's source: a socket, a file, a channel. */
    record Driven<T>(Source<? extends T> source) implements Origin<T> {
        public Driven {
            requireNonNull(source, "source");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.driven(this, downstream, strand);
        }
    }
}

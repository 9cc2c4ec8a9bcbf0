package io.nagare.stage;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Driver;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
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
 * Where the items of a stream come from, as data.
 *
 * @param <T> what is emitted
 */
public sealed interface Origin<T> {

    /** Has the compiler subscribe {@code downstream} to this origin. */
    void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand);

    /** One item. */
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

    /** Fails with what the supplier makes for each subscriber. */
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

    /** What the supplier gives for each subscriber. */
    record Defer<T>(Supplier<? extends Publisher<? extends T>> supplier) implements Origin<T> {
        public Defer {
            requireNonNull(supplier, "supplier");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.defer(this, downstream, strand);
        }
    }

    /** The items of another publisher, ours or foreign. */
    record FromPublisher<T>(Publisher<? extends T> publisher) implements Origin<T> {
        public FromPublisher {
            requireNonNull(publisher, "publisher");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromPublisher(this, downstream, strand);
        }
    }

    /** The elements of an iterable, taken as demand allows. */
    record FromIterable<T>(Iterable<? extends T> iterable) implements Origin<T> {
        public FromIterable {
            requireNonNull(iterable, "iterable");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromIterable(this, downstream, strand);
        }
    }

    /** The elements of the stream that the supplier gives; it is closed at the end, on failure and on cancel. */
    record FromStream<T>(Supplier<? extends Stream<? extends T>> stream) implements Origin<T> {
        public FromStream {
            requireNonNull(stream, "stream");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromStream(this, downstream, strand);
        }
    }

    /**
     * The value of a completion stage, or nothing if that is null. Cancelling cancels it if it is a {@code Future}.
     */
    record FromStage<T>(Supplier<? extends CompletionStage<? extends T>> stage) implements Origin<T> {
        public FromStage {
            requireNonNull(stage, "stage");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromStage(this, downstream, strand);
        }
    }

    /** What a callable returns when there is demand, or nothing if that is null; it runs on the strand. */
    record FromCallable<T>(Callable<? extends @Nullable T> callable) implements Origin<T> {
        public FromCallable {
            requireNonNull(callable, "callable");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.fromCallable(this, downstream, strand);
        }
    }

    /** What a callable returns, or nothing if that is null; it runs, on demand, on a thread that may block. */
    record Blocking<T>(Callable<? extends @Nullable T> callable) implements Origin<T> {
        public Blocking {
            requireNonNull(callable, "callable");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.blocking(this, downstream, strand);
        }
    }

    /** Successive integers. */
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

    /** What threads of the user's push into an emitter that the consumer is given on subscription. */
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

    /** The one item, or none, that threads of the user's give an emitter that the consumer is given on subscription. */
    record CreateOne<T>(Consumer<? super Emitter<T>> producer) implements Origin<T> {
        public CreateOne {
            requireNonNull(producer, "producer");
        }

        @Override
        public void open(OriginCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            compiler.createOne(this, downstream, strand);
        }
    }

    /** One item a call, from a state that each call makes anew; a call must emit one item, complete or fail. */
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

    /** 0, 1, 2 ... at a period, the first after {@code initialDelay}. Ticks wait for demand. */
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

    /** Completes after a time that runs from the subscription. */
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

        /** Enough for sources on strands of their own to go on while rows are made. */
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

    /** Combines the newest items of all sources whenever one has a new one and there is demand. */
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

    /** The items of that source which signals first; the others are cancelled. */
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

    /** The items of a source, which is subscribed again after a failure, as the policy says. */
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

    /** The items of a source, which is subscribed again after it has completed, as the policy says. */
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

    /** The items of a publisher that is made of a resource, which is given back at the end and on cancellation. */
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
     * The items of a publisher that uses a resource. Another publisher, of one item at the most, gives the resource.
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
     * The items of a source that runs on a strand of its own, on the given runtime, through a queue of {@code prefetch}
     * items.
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

    /** What a driver's source emits: a socket, a file, a channel. */
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

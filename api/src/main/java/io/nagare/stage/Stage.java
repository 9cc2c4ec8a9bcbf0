package io.nagare.stage;

import static java.util.Objects.requireNonNull;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Outcome;
import io.nagare.Signal;
import io.nagare.TaskLocal;
import io.nagare.Timed;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.emit.Output;
import io.nagare.emit.Step;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Overflow;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What happens to the items of a stream, as data. All operators are made of these few stages.
 *
 * <p>A stage is admitted only if it cannot be derived from the others. The exception: a benchmark shows that the
 * derived form is at least 1.3 times slower where it matters.
 *
 * <p>Constructors check their arguments. A null where a value is needed throws {@link NullPointerException}. A value
 * out of range throws {@link IllegalArgumentException}.
 *
 * @param <I> the type of the items that come in
 * @param <O> the type of the items that go out
 * @since 0.1
 */
public sealed interface Stage<I, O> {

    /** Returns the strand as everything upstream of this stage sees it. */
    default Strand surroundings(StageCompiler compiler, Strand strand) {
        return strand;
    }

    /**
     * Lets the compiler make the subscriber that does this stage's work in front of {@code downstream}.
     *
     * @param strand this stage's {@linkplain #surroundings surroundings}
     */
    StrandSubscriber<I> compile(StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand);

    /** Emits the mapper's result for each item. */
    record Map<I, O>(Function<? super I, ? extends O> mapper) implements Stage<I, O> {
        public Map {
            requireNonNull(mapper, "mapper");
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.map(this, downstream, strand);
        }
    }

    /** Emits the items that the predicate accepts. */
    record Filter<T>(Predicate<? super T> predicate) implements Stage<T, T> {
        public Filter {
            requireNonNull(predicate, "predicate");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.filter(this, downstream, strand);
        }
    }

    /**
     * Runs a user's own synchronous step with state. For each item the step may emit, complete or fail; {@code finish}
     * may do so once more at the end.
     *
     * @param initialState makes the state of a subscription; it may return null only if the step allows that
     * @param step takes an item
     * @param finish called with the state after the last item, unless the step completed the stream itself
     * @param expands whether the step may emit more than one item for one; if not, a second item is an error
     * @param held takes out of the state the items to discard when the stream is cancelled or fails, or when the step
     *     ends it
     */
    record Gather<A extends @Nullable Object, I, O>(
            Supplier<? extends A> initialState,
            Step<? super A, ? super I, O> step,
            BiConsumer<? super A, ? super Output<O>> finish,
            boolean expands,
            Function<? super A, ? extends Collection<?>> held)
            implements Stage<I, O> {
        public Gather {
            requireNonNull(initialState, "initialState");
            requireNonNull(step, "step");
            requireNonNull(finish, "finish");
            requireNonNull(held, "held");
        }

        /** Makes a step with a state that holds no items. */
        public Gather(
                Supplier<? extends A> initialState,
                Step<? super A, ? super I, O> step,
                BiConsumer<? super A, ? super Output<O>> finish,
                boolean expands) {
            this(initialState, step, finish, expands, state -> List.of());
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.gather(this, downstream, strand);
        }
    }

    /** Emits the first {@code count} items, never requests more of them, then cancels upstream and completes. */
    record Take<T>(long count) implements Stage<T, T> {
        public Take {
            if (count < 0) {
                throw new IllegalArgumentException("take needs a count of at least 0, but was given " + count);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.take(this, downstream, strand);
        }
    }

    /** Drops the first {@code count} items. */
    record Skip<T>(long count) implements Stage<T, T> {
        public Skip {
            if (count < 0) {
                throw new IllegalArgumentException("skip needs a count of at least 0, but was given " + count);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.skip(this, downstream, strand);
        }
    }

    /** Drops items until {@code other} emits an item or completes. Fails when it fails. */
    record SkipUntil<T>(Publisher<?> other) implements Stage<T, T> {
        public SkipUntil {
            requireNonNull(other, "other");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.skipUntil(this, downstream, strand);
        }
    }

    /** Completes when {@code other} emits an item or completes. Fails when it fails. */
    record TakeUntil<T>(Publisher<?> other) implements Stage<T, T> {
        public TakeUntil {
            requireNonNull(other, "other");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.takeUntil(this, downstream, strand);
        }
    }

    /**
     * Maps each item to a publisher and emits the publishers' items.
     *
     * @param listed whether the items are a list of sources, which may be requested before there is demand, so that an
     *     end needs none
     */
    record FlatMap<I, O>(
            Function<? super I, ? extends Publisher<? extends O>> mapper, Flatten options, boolean listed)
            implements Stage<I, O> {
        public FlatMap {
            requireNonNull(mapper, "mapper");
            requireNonNull(options, "options");
        }

        /** Makes a stage that requests items when there is demand. */
        public FlatMap(Function<? super I, ? extends Publisher<? extends O>> mapper, Flatten options) {
            this(mapper, options, false);
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.flatMap(this, downstream, strand);
        }
    }

    /** Emits the items that a publisher accepts, one after the other. */
    record FilterWhen<T>(Function<? super T, ? extends Publisher<Boolean>> predicate) implements Stage<T, T> {
        public FilterWhen {
            requireNonNull(predicate, "predicate");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.filterWhen(this, downstream, strand);
        }
    }

    /**
     * Emits each item, maps it to a publisher, and expands that publisher's items in the same way, breadth first.
     */
    record Expand<T>(int capacity, Function<? super T, ? extends Publisher<? extends T>> expander)
            implements Stage<T, T> {
        public Expand {
            if (capacity < 1) {
                throw new IllegalArgumentException("expand needs a capacity of at least 1, but was given " + capacity);
            }
            requireNonNull(expander, "expander");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.expand(this, downstream, strand);
        }
    }

    /** Calls a function with the first signal and the whole stream, and emits the items of the resulting publisher. */
    record SwitchOnFirst<I, O>(
            BiFunction<? super Signal<I>, ? super Many<I>, ? extends Publisher<? extends O>> function)
            implements Stage<I, O> {
        public SwitchOnFirst {
            requireNonNull(function, "function");
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.switchOnFirst(this, downstream, strand);
        }
    }

    /** Flattens. An item cancels the publisher of the item before it. */
    record SwitchMap<I, O>(Function<? super I, ? extends Publisher<? extends O>> mapper) implements Stage<I, O> {
        public SwitchMap {
            requireNonNull(mapper, "mapper");
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.switchMap(this, downstream, strand);
        }
    }

    /** Flattens in order. Publishers of items with equal keys run one after the other. */
    record MapPartitioned<I, O>(
            int concurrency,
            Function<? super I, ?> key,
            Function<? super I, ? extends Publisher<? extends O>> mapper)
            implements Stage<I, O> {
        public MapPartitioned {
            if (concurrency < 1) {
                throw new IllegalArgumentException(
                        "mapPartitioned needs a concurrency of at least 1, but was given " + concurrency);
            }
            requireNonNull(key, "key");
            requireNonNull(mapper, "mapper");
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.mapPartitioned(this, downstream, strand);
        }
    }

    /** Maps each item to an iterable and emits the iterables' elements, one iterable after the other. */
    record FlatMapIterable<I, O>(Function<? super I, ? extends Iterable<? extends O>> mapper) implements Stage<I, O> {
        public FlatMapIterable {
            requireNonNull(mapper, "mapper");
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.flatMapIterable(this, downstream, strand);
        }
    }

    /**
     * Takes all items, then emits one result, or nothing if {@code finisher} returns null.
     *
     * @param container makes the container of a subscription
     * @param accumulator puts an item into the container
     * @param finisher makes the result
     * @param held takes out of the container the items to discard when the stream is cancelled or fails
     */
    record Collect<T, A, R>(
            Supplier<? extends A> container,
            BiConsumer<? super A, ? super T> accumulator,
            Function<? super A, ? extends @Nullable R> finisher,
            Function<? super A, ? extends Collection<?>> held)
            implements Stage<T, R> {
        public Collect {
            requireNonNull(container, "container");
            requireNonNull(accumulator, "accumulator");
            requireNonNull(finisher, "finisher");
            requireNonNull(held, "held");
        }

        /** Makes a stage with a user's container. The library cannot see what the container holds. */
        public Collect(
                Supplier<? extends A> container,
                BiConsumer<? super A, ? super T> accumulator,
                Function<? super A, ? extends @Nullable R> finisher) {
            this(container, accumulator, finisher, result -> List.of());
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super R> downstream, Strand strand) {
            return compiler.collect(this, downstream, strand);
        }
    }

    /** Continues with the fallback's publisher after a failure. */
    record Resume<T>(Function<? super Throwable, ? extends Publisher<? extends T>> fallback) implements Stage<T, T> {
        public Resume {
            requireNonNull(fallback, "fallback");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.resume(this, downstream, strand);
        }
    }

    /** Continues with the supplier's publisher if there was no item. */
    record IfEmpty<T>(Supplier<? extends Publisher<? extends T>> fallback) implements Stage<T, T> {
        public IfEmpty {
            requireNonNull(fallback, "fallback");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.ifEmpty(this, downstream, strand);
        }
    }

    /**
     * Cancels upstream when a limit is passed. Then fails with a {@code TimedOutException} or continues with a
     * fallback.
     *
     * @param fallback makes the publisher to continue with; null for none
     */
    record Timeout<T>(TimeLimits limits, @Nullable Supplier<? extends Publisher<? extends T>> fallback)
            implements Stage<T, T> {
        public Timeout {
            requireNonNull(limits, "limits");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.timeout(this, downstream, strand);
        }
    }

    /** Looks at signals as they pass. Each hook may be null. A hook that throws fails the stream. */
    record Tap<T>(
            @Nullable Runnable onSubscribe,
            @Nullable Consumer<? super T> onNext,
            @Nullable Consumer<? super Throwable> onError,
            @Nullable Runnable onComplete,
            @Nullable LongConsumer onRequest,
            @Nullable Runnable onCancel)
            implements Stage<T, T> {
        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.tap(this, downstream, strand);
        }
    }

    /** Calls an action once, after the stream has completed, failed or been cancelled, with the failure or null. */
    record Finally<T>(BiConsumer<? super Outcome, ? super @Nullable Throwable> action) implements Stage<T, T> {

        public Finally {
            requireNonNull(action, "action");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.doFinally(this, downstream, strand);
        }
    }

    // Looking

    /** Adds to each item its time of arrival. */
    record Measure<T>() implements Stage<T, Timed<T>> {
        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super Timed<T>> downstream, Strand strand) {
            return compiler.measure(this, downstream, strand);
        }
    }

    /** Writes each signal to the logger of that name. */
    record Log<T>(String name) implements Stage<T, T> {
        public Log {
            requireNonNull(name, "name");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.log(this, downstream, strand);
        }
    }

    // Surroundings

    /** Lets functions upstream find a value in a {@link TaskLocal}. */
    record Local<T, V>(TaskLocal<V> key, V value) implements Stage<T, T> {
        public Local {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        }

        @Override
        public Strand surroundings(StageCompiler compiler, Strand strand) {
            return compiler.localSurroundings(this, strand);
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.local(this, downstream, strand);
        }
    }

    /** Gives items of a type that are discarded upstream to an action. */
    record OnDiscard<T, D>(Class<D> type, Consumer<? super D> action) implements Stage<T, T> {
        public OnDiscard {
            requireNonNull(type, "type");
            requireNonNull(action, "action");
        }

        /** Calls the action with an item of the type. */
        public void discard(Object item) {
            action.accept(type.cast(item));
        }

        @Override
        public Strand surroundings(StageCompiler compiler, Strand strand) {
            return compiler.discardSurroundings(this, strand);
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.onDiscard(this, downstream, strand);
        }
    }

    /** Gives everything upstream, up to the next name, a name, which failures carry. */
    record Named<T>(String name) implements Stage<T, T> {
        public Named {
            requireNonNull(name, "name");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.named(this, downstream, strand);
        }
    }

    // Time and rate

    /** Requests everything at once, and treats items without demand as a policy says. */
    record OnOverflow<T>(Overflow overflow) implements Stage<T, T> {
        public OnOverflow {
            requireNonNull(overflow, "overflow");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.onOverflow(this, downstream, strand);
        }
    }

    /** Requests everything at once, and combines items without demand into one. */
    record Conflate<T>(BinaryOperator<T> combiner) implements Stage<T, T> {
        public Conflate {
            requireNonNull(combiner, "combiner");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.conflate(this, downstream, strand);
        }
    }

    /** Requests {@code batch} items at most at a time. */
    record LimitRate<T>(int batch) implements Stage<T, T> {
        public LimitRate {
            if (batch < 1) {
                throw new IllegalArgumentException("limitRate needs a batch of at least 1, but was given " + batch);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.limitRate(this, downstream, strand);
        }
    }

    /**
     * Requests one item for each token of a bucket. The bucket holds {@code burst} tokens and gets {@code items} tokens
     * in each {@code per}.
     */
    record Throttle<T>(int items, Duration per, int burst) implements Stage<T, T> {
        public Throttle {
            requireNonNull(per, "per");
            if (items < 1) {
                throw new IllegalArgumentException("throttle needs at least 1 item, but was given " + items);
            }
            if (per.isNegative() || per.isZero()) {
                throw new IllegalArgumentException("throttle needs a duration above 0, but was given " + per);
            }
            if (burst < 1) {
                throw new IllegalArgumentException("throttle needs a burst of at least 1, but was given " + burst);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.throttle(this, downstream, strand);
        }
    }

    /** Emits each item some time after it came. Then requests the next. */
    record DelayElements<T>(Duration delay) implements Stage<T, T> {
        public DelayElements {
            requireNonNull(delay, "delay");
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delayElements needs a delay of at least 0, but was given " + delay);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.delayElements(this, downstream, strand);
        }
    }

    /** Emits one of the items that come within a time. */
    record Sample<T>(Choice choice, Duration time) implements Stage<T, T> {

        /** Which item to emit. */
        public enum Choice {
            /** The first item; the time begins with it. */
            FIRST,
            /** The latest item, at the end of each period. */
            LATEST,
            /** An item that no other has followed within the time. */
            LAST_BEFORE_PAUSE
        }

        public Sample {
            requireNonNull(choice, "choice");
            requireNonNull(time, "time");
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException(
                        "debounce, sample and throttleFirst need a time above 0, but were given " + time);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super T> downstream, Strand strand) {
            return compiler.sample(this, downstream, strand);
        }
    }

    // Buffers, windows and groups

    /** Gathers every {@code size} items into a list; another list begins every {@code skip} items. */
    record Buffer<T>(int size, int skip) implements Stage<T, List<T>> {
        public Buffer {
            if (size < 1) {
                throw new IllegalArgumentException("buffer needs a size of at least 1, but was given " + size);
            }
            if (skip < 1) {
                throw new IllegalArgumentException("buffer needs a skip of at least 1, but was given " + skip);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super List<T>> downstream, Strand strand) {
            return compiler.buffer(this, downstream, strand);
        }
    }

    /**
     * Gathers items into lists that end where a predicate says so.
     *
     * @param boundary makes the predicate of a subscription
     * @param before whether an item that the predicate accepts begins the next list instead of ending its own
     */
    record BufferUntil<T>(Supplier<? extends Predicate<? super T>> boundary, boolean before)
            implements Stage<T, List<T>> {
        public BufferUntil {
            requireNonNull(boundary, "boundary");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super List<T>> downstream, Strand strand) {
            return compiler.bufferUntil(this, downstream, strand);
        }
    }

    /**
     * Gathers items into lists of {@code size}, or of fewer if {@code limit} has passed since the list's first item.
     */
    record BufferTimeout<T>(int size, Duration limit) implements Stage<T, List<T>> {
        public BufferTimeout {
            requireNonNull(limit, "limit");
            if (size < 1) {
                throw new IllegalArgumentException("bufferTimeout needs a size of at least 1, but was given " + size);
            }
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("bufferTimeout needs a limit above 0, but was given " + limit);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super List<T>> downstream, Strand strand) {
            return compiler.bufferTimeout(this, downstream, strand);
        }
    }

    /** Emits windows of {@code size} items, or of fewer if {@code limit} has passed since the window's first item. */
    record Window<T>(int size, @Nullable Duration limit) implements Stage<T, Many<T>> {
        public Window {
            if (size < 1) {
                throw new IllegalArgumentException("window needs a size of at least 1, but was given " + size);
            }
            if (limit != null && (limit.isNegative() || limit.isZero())) {
                throw new IllegalArgumentException("windowTimeout needs a limit above 0, but was given " + limit);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
            return compiler.window(this, downstream, strand);
        }
    }

    /**
     * Emits windows that end where a predicate says so.
     *
     * @param boundary makes the predicate of a subscription
     * @param before whether an item that the predicate accepts begins the next window instead of ending its own
     * @param buffer how many items may wait in a window, at least 1
     */
    record WindowUntil<T>(Supplier<? extends Predicate<? super T>> boundary, boolean before, int buffer)
            implements Stage<T, Many<T>> {
        public WindowUntil {
            requireNonNull(boundary, "boundary");
            if (buffer < 1) {
                throw new IllegalArgumentException("windowUntil needs a buffer of at least 1, but was given " + buffer);
            }
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
            return compiler.windowUntil(this, downstream, strand);
        }
    }

    /** Emits a group for each key, with the items of that key. */
    record GroupBy<K, T>(Function<? super T, ? extends K> key, Grouping grouping) implements Stage<T, Grouped<K, T>> {
        public GroupBy {
            requireNonNull(key, "key");
            requireNonNull(grouping, "grouping");
        }

        @Override
        public StrandSubscriber<T> compile(
                StageCompiler compiler, StrandSubscriber<? super Grouped<K, T>> downstream, Strand strand) {
            return compiler.groupBy(this, downstream, strand);
        }
    }

    // Several sources

    /** Combines each item with the newest item of another publisher. */
    record WithLatestFrom<I, U, O>(
            Publisher<? extends U> other, BiFunction<? super I, ? super U, ? extends O> combiner)
            implements Stage<I, O> {
        public WithLatestFrom {
            requireNonNull(other, "other");
            requireNonNull(combiner, "combiner");
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.withLatestFrom(this, downstream, strand);
        }
    }

    // Strands

    /** Maps up to {@code concurrency} items at a time on the runtime's workers. Results keep the order of the items. */
    record MapParallel<I, O>(int concurrency, Function<? super I, ? extends O> mapper) implements Stage<I, O> {
        public MapParallel {
            requireNonNull(mapper, "mapper");
            if (concurrency < 1) {
                throw new IllegalArgumentException(
                        "mapParallel needs a concurrency of at least 1, but was given " + concurrency);
            }
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super O> downstream, Strand strand) {
            return compiler.mapParallel(this, downstream, strand);
        }
    }

    /**
     * Spawns a task for each item, up to {@code concurrency} at a time. Completes when the source and all tasks have
     * ended. A task's failure goes to the runtime's failure handler and ends nothing else. Cancellation aborts the
     * tasks.
     */
    record SpawnEach<I>(int concurrency, Function<? super I, ? extends Publisher<?>> mapper) implements Stage<I, Void> {
        public SpawnEach {
            requireNonNull(mapper, "mapper");
            if (concurrency < 1) {
                throw new IllegalArgumentException(
                        "spawnEach needs a concurrency of at least 1, but was given " + concurrency);
            }
        }

        @Override
        public StrandSubscriber<I> compile(
                StageCompiler compiler, StrandSubscriber<? super Void> downstream, Strand strand) {
            return compiler.spawnEach(this, downstream, strand);
        }
    }
}

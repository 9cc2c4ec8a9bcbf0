package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.emit.Emitter;
import io.nagare.emit.Output;
import io.nagare.emit.Step;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.ExpansionLimitException;
import io.nagare.failure.OverflowException;
import io.nagare.failure.ProtocolViolationException;
import io.nagare.failure.StreamTakenException;
import io.nagare.operator.Examined;
import io.nagare.operator.Holder;
import io.nagare.operator.LastItems;
import io.nagare.operator.Turns;
import io.nagare.policy.Flatten;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import io.nagare.policy.Release;
import io.nagare.policy.Repeat;
import io.nagare.policy.Sharing;
import io.nagare.stage.Engines;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * A {@link Publisher} of any number of items. It does nothing until it is subscribed, and takes nothing from its source
 * before there is demand. Each subscription runs the program anew.
 *
 * <pre>{@code
 * Many.range(1, 10)
 *     .filter(n -> n % 2 == 1)
 *     .map(n -> n * n)
 *     .subscribe(System.out::println);
 * }</pre>
 *
 * <p>The conventions of all operators are in the {@linkplain io.nagare package's description}. An operator's own
 * description says only where it differs.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface Many<T> extends Reducible<T>, Divisible<T> {

    // Sources

    /** Emits one item. */
    static <T> Many<T> just(T item) {
        return Programs.many(new Origin.Just<>(item));
    }

    /** Emits the items, in order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> just(T... items) {
        return fromIterable(List.of(items));
    }

    /** Completes at once. */
    static <T> Many<T> empty() {
        return Programs.many(new Origin.Empty<>());
    }

    /** Fails at once, with an exception that the supplier makes for each subscriber. */
    static <T> Many<T> error(Supplier<? extends Throwable> failure) {
        return Programs.many(new Origin.Failed<>(failure));
    }

    /** Fails at once; all subscribers get the same exception. */
    static <T> Many<T> error(Throwable failure) {
        requireNonNull(failure, "failure");
        return Programs.many(new Origin.Failed<>(() -> failure));
    }

    /** Sends nothing, ever. */
    static <T> Many<T> never() {
        return Programs.many(new Origin.Never<>());
    }

    /** Asks the supplier for a publisher for each subscriber, and emits the publisher's items. */
    static <T> Many<T> defer(Supplier<? extends Publisher<? extends T>> supplier) {
        return Programs.many(new Origin.Defer<>(supplier));
    }

    /**
     * Emits the items of any publisher. A foreign publisher sends into a queue, which never holds more items than were
     * requested. If it breaks a rule of Reactive Streams, the stream fails with {@link ProtocolViolationException}. An
     * {@link Error} that the publisher throws is the failure itself.
     */
    @SuppressWarnings("unchecked") // a Many of a subtype can be used as a Many of T: it only emits
    static <T> Many<T> from(Publisher<? extends T> publisher) {
        return publisher instanceof Many<?> many
                ? (Many<T>) many
                : Programs.many(new Origin.FromPublisher<>(publisher));
    }

    /** Emits the items of a publisher of the JDK, as {@link #from} does. The inverse is {@link #toFlowPublisher()}. */
    static <T> Many<T> fromFlow(Flow.Publisher<? extends T> publisher) {
        return from(FlowAdapters.toPublisher(requireNonNull(publisher, "publisher")));
    }

    /** Emits the elements of an iterable as demand allows. A null element fails the stream. */
    static <T> Many<T> fromIterable(Iterable<? extends T> iterable) {
        return Programs.many(new Origin.FromIterable<>(iterable));
    }

    /** Emits the elements of a Java stream that the supplier makes. Closes it at the end and on cancellation. */
    static <T> Many<T> fromStream(Supplier<? extends Stream<? extends T>> stream) {
        return Programs.many(new Origin.FromStream<>(stream));
    }

    /** Emits the value of a completion stage, or nothing if the value is null; see {@link One#fromCompletionStage}. */
    static <T> Many<T> fromCompletionStage(Supplier<? extends CompletionStage<? extends T>> stage) {
        return Programs.many(new Origin.FromStage<>(stage));
    }

    /** Calls the callable on demand and emits its result, or nothing if that is null. The callable must not block. */
    static <T> Many<T> fromCallable(Callable<? extends @Nullable T> callable) {
        return Programs.many(new Origin.FromCallable<>(callable));
    }

    /** Emits {@code count} successive integers, at least 0. The last is at most {@link Integer#MAX_VALUE}. */
    static Many<Integer> range(int start, int count) {
        return Programs.many(new Origin.Range(start, count));
    }

    /**
     * Emits the items that the user's threads push into an emitter. On subscription the producer is called with the
     * emitter, on the strand. Buffer: as {@code overflow} says.
     */
    static <T> Many<T> create(Consumer<? super Emitter<T>> producer, Overflow overflow) {
        return Programs.many(new Origin.Create<>(producer, overflow));
    }

    /** As {@link #create(Consumer, Overflow)}, with a buffer of 256 items. The stream fails when the buffer is full. */
    static <T> Many<T> create(Consumer<? super Emitter<T>> producer) {
        return create(producer, Overflow.fail(Overflow.DEFAULT_CAPACITY));
    }

    /**
     * Calls {@code step} on demand, with the state of the last call. Each call must emit one item, complete or fail.
     */
    static <A, T> Many<T> generate(
            Supplier<? extends A> initialState, BiFunction<A, Output<T>, ? extends A> step) {
        return Programs.many(new Origin.Generate<>(initialState, step));
    }

    /**
     * Emits the items of the steps, one step after the other. A step is called with the state that came with the item
     * before, when the step before has ended and there is demand. A step without an item completes the stream.
     * Cancellation cancels the running step.
     */
    static <A, T> Many<T> unfoldAsync(A initialState, Function<? super A, ? extends One<Unfolded<A, T>>> step) {
        requireNonNull(initialState, "initialState");
        requireNonNull(step, "step");
        return Many.<Holder<Optional<A>>, Holder<Optional<A>>>generate(
                        () -> new Holder<>(Optional.of(initialState)), Turns::next)
                .concatMap(turn -> {
                    A state = turn.value.orElseThrow();
                    turn.value = Optional.empty();
                    return requireNonNull(step.apply(state), "unfoldAsync: the step returned null")
                            .map(next -> {
                                turn.value = Optional.of(next.state());
                                return next.item();
                            });
                });
    }

    /** As {@link #interval(Duration, Duration)}, with the first tick after one period. */
    static Many<Long> interval(Duration period) {
        return interval(period, period);
    }

    /** As {@link #interval(Duration, Duration, MissedTick)}, with {@link MissedTick#SKIP}: missed ticks become one. */
    static Many<Long> interval(Duration initialDelay, Duration period) {
        return interval(initialDelay, period, MissedTick.SKIP);
    }

    /**
     * Emits 0, 1, 2 ... at a period above 0, the first after {@code initialDelay}, at least 0. Resolution: 1 ms,
     * rounded up. Demand: a tick without demand waits. {@code missed} says what happens to the ticks that pass while it
     * waits.
     */
    static Many<Long> interval(Duration initialDelay, Duration period, MissedTick missed) {
        return Programs.many(new Origin.Interval(initialDelay, period, missed));
    }

    /** Subscribes to all sources at once and emits items as they arrive. Otherwise as {@link #flatMap(Function)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> merge(Publisher<? extends T>... sources) {
        return merge(List.of(sources), Flatten.concurrency(Math.max(1, sources.length)));
    }

    /**
     * Emits the items of the sources. The options say how many are subscribed at a time, how items are ordered, and
     * whether a failure waits until the other sources have ended. The first sources are subscribed at once. Completion
     * needs no demand. Without sources, completes at once.
     */
    static <T> Many<T> merge(Iterable<? extends Publisher<? extends T>> sources, Flatten options) {
        return Programs.many(
                fromIterable(List.copyOf(Sources.<Publisher<? extends T>>listOf("merge", sources))),
                new Stage.FlatMap<Publisher<? extends T>, T>(source -> source, options, true));
    }

    /** Emits the items of one source after the other. Subscribes to a source when the one before has completed. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> concat(Publisher<? extends T>... sources) {
        return concat(List.of(sources));
    }

    /** As the other {@code concat}, for a list or any other iterable. */
    static <T> Many<T> concat(Iterable<? extends Publisher<? extends T>> sources) {
        return merge(sources, Flatten.oneByOne());
    }

    /**
     * Combines the first items of two sources, then the second, and so on. Subscribes to both at once. When one has no
     * more items, the other is cancelled. Demand: up to 128 items ahead of each, which are buffered. Items without a
     * counterpart are discarded. Errors: a failure cancels the other source.
     */
    @SuppressWarnings("unchecked") // the row holds an A and a B, in this order
    static <A, B, R> Many<R> zip(
            Publisher<? extends A> first,
            Publisher<? extends B> second,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        requireNonNull(combiner, "combiner");
        return Programs.many(new Origin.Zip<Object, R>(
                List.of(requireNonNull(first, "first"), requireNonNull(second, "second")),
                row -> combiner.apply((A) row.get(0), (B) row.get(1)),
                Origin.Zip.DEFAULT_PREFETCH));
    }

    /** As the other {@code zip}, for one or more sources of the same type. */
    static <T, R> Many<R> zip(
            Iterable<? extends Publisher<? extends T>> sources, Function<? super List<T>, ? extends R> combiner) {
        return Programs.many(
                new Origin.Zip<T, R>(Sources.listOf("zip", sources), combiner, Origin.Zip.DEFAULT_PREFETCH));
    }

    /**
     * Combines the newest items of both sources whenever either has a new one, once each has emitted. Subscribes to all
     * at once. An empty source completes the stream and cancels the others. Otherwise the stream completes when all
     * sources have. Demand: unbounded for the sources. Without demand, newer items replace older ones; the newest are
     * combined when demand comes. Errors: a failure cancels the other sources.
     */
    @SuppressWarnings("unchecked") // the row holds an A and a B, in this order
    static <A, B, R> Many<R> combineLatest(
            Publisher<? extends A> first,
            Publisher<? extends B> second,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        requireNonNull(combiner, "combiner");
        return Programs.many(new Origin.CombineLatest<Object, R>(
                List.of(requireNonNull(first, "first"), requireNonNull(second, "second")),
                row -> combiner.apply((A) row.get(0), (B) row.get(1))));
    }

    /** As the other {@code combineLatest}, for one or more sources of the same type. Each call gets its own list. */
    static <T, R> Many<R> combineLatest(
            Iterable<? extends Publisher<? extends T>> sources, Function<? super List<T>, ? extends R> combiner) {
        return Programs.many(new Origin.CombineLatest<T, R>(Sources.listOf("combineLatest", sources), combiner));
    }

    /**
     * Mirrors the source that is the first to emit, complete or fail, and cancels the others. Subscribes to all
     * sources, at least one, at once and in their order. Demand: each source gets the demand of this stream.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> race(Publisher<? extends T>... sources) {
        return race(List.of(sources));
    }

    /** As the other {@code race}, for a list or any other iterable. */
    static <T> Many<T> race(Iterable<? extends Publisher<? extends T>> sources) {
        return Programs.many(new Origin.Race<T>(Sources.<Publisher<? extends T>>listOf("race", sources)));
    }

    // Items

    /** Emits the mapper's result for each item. */
    default <R> Many<R> map(Function<? super T, ? extends R> mapper) {
        return Programs.many(this, new Stage.Map<>(mapper));
    }

    /**
     * Calls the handler for each item. The handler may emit one item at most, complete or fail. In the middle of a
     * chain the compiler cannot infer the type of the results. Name it as in {@link #handle(Class, BiConsumer)}, or
     * write {@code .<String>handle(...)}.
     */
    default <R> Many<R> handle(BiConsumer<? super T, ? super Output<R>> handler) {
        requireNonNull(handler, "handler");
        return this.<@Nullable Void, R>step(() -> null, (state, item, output) -> handler.accept(item, narrow(output)));
    }

    /** As {@link #handle(BiConsumer)}, with the type of the results. */
    default <R> Many<R> handle(Class<R> type, BiConsumer<? super T, ? super Output<R>> handler) {
        requireNonNull(type, "type");
        return handle(handler);
    }

    /** Adds a stage with state. It emits one item at most for each item, and none at the end. */
    private <A extends @Nullable Object, R> Many<R> step(
            Supplier<? extends A> state, Step<? super A, ? super T, R> step) {
        return Programs.many(this, new Stage.Gather<A, T, R>(state, step, (last, output) -> {}, false));
    }

    /** Emits the items that a function accepts. The function only looks: if it fails, the item is discarded. */
    private <A> Many<T> emitIf(
            Supplier<? extends A> state, BiPredicate<? super A, ? super T> accepts, boolean endsOtherwise) {
        return Programs.many(this, new Stage.Gather<Examined<A, T>, T, T>(
                () -> new Examined<>(state.get()),
                (examined, item, output) -> {
                    examined.item = item;
                    boolean accepted = accepts.test(examined.state, item);
                    T remaining = examined.take();
                    if (accepted && remaining != null) {
                        output.emit(remaining);
                    } else if (!accepted && endsOtherwise) {
                        output.complete();
                    }
                },
                (examined, output) -> {},
                false,
                Examined::held));
    }

    @SuppressWarnings("unchecked") // an Output of a supertype takes every R
    private static <R> Output<R> narrow(Output<? super R> output) {
        return (Output<R>) output;
    }

    /**
     * Adds a step of the user's own, with state. For each item the step may emit any number of items, complete or fail.
     * Demand: requests one item when all results of the last one have been taken. Buffer: the results of one item.
     *
     * @param initialState makes the state of a subscription
     * @param step takes an item
     * @param finish called after the last item, unless the step ended the stream
     */
    default <A, R> Many<R> gather(
            Supplier<? extends A> initialState,
            Step<? super A, ? super T, R> step,
            BiConsumer<? super A, ? super Output<R>> finish) {
        return Programs.many(this, new Stage.Gather<>(initialState, step, finish, true));
    }

    /** As the other {@code gather}, with the type of the results, which the compiler cannot infer within a chain. */
    default <A, R> Many<R> gather(
            Class<R> type,
            Supplier<? extends A> initialState,
            Step<? super A, ? super T, R> step,
            BiConsumer<? super A, ? super Output<R>> finish) {
        requireNonNull(type, "type");
        return gather(initialState, step, finish);
    }

    /**
     * As {@link #mapMulti(BiConsumer)}, with the type of the results, which a chain does not let the compiler infer.
     */
    default <R> Many<R> mapMulti(Class<R> type, BiConsumer<? super T, ? super Output<R>> mapper) {
        requireNonNull(type, "type");
        return mapMulti(mapper);
    }

    /**
     * Calls the mapper for each item. It may emit any number of items, complete or fail: {@code gather} without state.
     */
    default <R> Many<R> mapMulti(BiConsumer<? super T, ? super Output<R>> mapper) {
        requireNonNull(mapper, "mapper");
        return Programs.many(this, new Stage.Gather<@Nullable Void, T, R>(
                () -> null, (state, item, output) -> mapper.accept(item, narrow(output)), (state, output) -> {}, true));
    }

    /** Emits the mapper's result for each item, unless the result is null. */
    default <R> Many<R> mapNotNull(Function<? super T, ? extends @Nullable R> mapper) {
        requireNonNull(mapper, "mapper");
        return handle((item, output) -> {
            R result = mapper.apply(item);
            if (result != null) {
                output.emit(result);
            }
        });
    }

    /** Emits the items as that type. Fails with {@link ClassCastException} at an item of another type. */
    default <R> Many<R> cast(Class<R> type) {
        return map(requireNonNull(type, "type")::cast);
    }

    /** Emits the items that are of the type. */
    default <R> Many<R> ofType(Class<R> type) {
        return filter(requireNonNull(type, "type")::isInstance).cast(type);
    }

    /** Emits each item with its index, which begins at 0. */
    default Many<Indexed<T>> index() {
        return step(() -> new long[1], (next, item, output) -> output.emit(new Indexed<>(next[0]++, item)));
    }

    /** Emits the first {@code count} items, at least 0, and cancels upstream. Demand: never more than {@code count}. */
    default Many<T> take(long count) {
        return Programs.many(this, new Stage.Take<>(count));
    }

    /** Emits items while the predicate accepts them, then cancels upstream and completes. */
    default Many<T> takeWhile(Predicate<? super T> predicate) {
        requireNonNull(predicate, "predicate");
        return emitIf(() -> predicate, Predicate::test, true);
    }

    /** Emits items up to and including the first that the predicate accepts, then cancels upstream and completes. */
    default Many<T> takeUntilItem(Predicate<? super T> predicate) {
        requireNonNull(predicate, "predicate");
        return handle((item, output) -> {
            output.emit(item);
            if (predicate.test(item)) {
                output.complete();
            }
        });
    }

    /** Drops the first {@code count} items, at least 0. */
    default Many<T> skip(long count) {
        return Programs.many(this, new Stage.Skip<>(count));
    }

    /** Drops items until another publisher emits its first item or completes. If it fails, so does this stream. */
    default Many<T> skipUntil(Publisher<?> other) {
        return Programs.many(this, new Stage.SkipUntil<>(other));
    }

    /** Emits the last {@code count} items, at least 0, when upstream has completed. Buffer: {@code count} items. */
    default Many<T> takeLast(int count) {
        int most = LastItems.checked("takeLast", count);
        return Programs.many(this, new Stage.Gather<LastItems<T>, T, T>(
                () -> new LastItems<>(most),
                (last, item, output) -> last.push(item),
                LastItems::drainTo,
                true,
                LastItems::takeAll));
    }

    /** Drops the last {@code count} items, at least 0. Each item waits for {@code count} more. Buffer: as many. */
    default Many<T> skipLast(int count) {
        int most = LastItems.checked("skipLast", count);
        return Programs.many(this, new Stage.Gather<LastItems<T>, T, T>(
                () -> new LastItems<>(most),
                (last, item, output) -> {
                    T earlier = last.push(item);
                    if (earlier != null) {
                        output.emit(earlier);
                    }
                },
                (last, output) -> {},
                false,
                LastItems::takeAll));
    }

    /** Drops items while the predicate accepts them. */
    default Many<T> skipWhile(Predicate<? super T> predicate) {
        requireNonNull(predicate, "predicate");
        return emitIf(
                () -> new Holder<>(true),
                (skipping, item) -> {
                    skipping.value = skipping.value && predicate.test(item);
                    return !skipping.value;
                },
                false);
    }

    /** Drops items that equal the item before. */
    default Many<T> distinctUntilChanged() {
        return distinctUntilChanged(item -> item);
    }

    /** Drops an item if its key equals the key of the item before. Keys must not be null. */
    default Many<T> distinctUntilChanged(Function<? super T, ?> key) {
        requireNonNull(key, "key");
        return emitIf(
                () -> new Holder<@Nullable Object>(null),
                (last, item) -> {
                    Object now =
                            requireNonNull(key.apply(item), "distinctUntilChanged: the key's function returned null");
                    boolean changed = !now.equals(last.value);
                    last.value = now;
                    return changed;
                },
                false);
    }

    /**
     * Drops items that have come before. Buffer: all items of a subscription, in a set that the supplier makes for it.
     * A set that evicts keeps fewer.
     */
    default Many<T> distinct(Supplier<? extends Set<? super T>> seen) {
        return distinct(item -> item, seen);
    }

    /** Drops an item if its key, never null, has come before. Buffer: all keys, in the set that the supplier makes. */
    default <K> Many<T> distinct(Function<? super T, ? extends K> key, Supplier<? extends Set<? super K>> seen) {
        requireNonNull(key, "key");
        requireNonNull(seen, "seen");
        return emitIf(
                () -> requireNonNull(seen.get(), "distinct: the set's supplier returned null"),
                (set, item) -> set.add(requireNonNull(key.apply(item), "distinct: the key's function returned null")),
                false);
    }

    /** Applies a function to this stream, so that a chain of operators can have a name and be used again. */
    default <R> Many<R> transform(Function<? super Many<T>, ? extends Publisher<? extends R>> function) {
        return from(requireNonNull(function.apply(this), "transform: the function returned null"));
    }

    /** As {@link #transform}, but calls the function for each subscriber. */
    default <R> Many<R> transformDeferred(Function<? super Many<T>, ? extends Publisher<? extends R>> function) {
        requireNonNull(function, "function");
        return defer(() -> requireNonNull(function.apply(this), "transformDeferred: the function returned null"));
    }

    // Streams of streams

    /**
     * Maps each item to a publisher and emits the publishers' items as they arrive. Up to 256 publishers run at a time.
     * Demand: one item for each publisher that may be subscribed, and up to 32 items ahead of each. Errors: a failure
     * passes at once, cancels the other publishers and discards the items that wait. Buffer: 32 items for each
     * publisher.
     */
    default <R> Many<R> flatMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return flatMap(mapper, Flatten.arriving());
    }

    /** As {@link #flatMap(Function)}. The options set the concurrency, the order, the errors and the buffer. */
    default <R> Many<R> flatMap(Function<? super T, ? extends Publisher<? extends R>> mapper, Flatten options) {
        return Programs.many(this, new Stage.FlatMap<>(mapper, options));
    }

    /**
     * Maps each item to a publisher and emits the publishers' items, one publisher after the other, nothing ahead.
     * Errors: a failure passes at once. One of upstream does so even if a publisher waits for demand; {@link
     * #flatMap(Function, Flatten)} with {@code Flatten.oneByOne().delayingErrors()} keeps it behind that one's items.
     */
    default <R> Many<R> concatMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return flatMap(mapper, Flatten.oneByOne());
    }

    /**
     * Maps the latest item to a publisher and emits the publisher's items. The next item cancels that publisher before
     * the mapper is called again. Demand: unbounded for upstream, from the first demand on; a publisher gets the demand
     * that is left. Errors: any failure passes at once.
     */
    default <R> Many<R> switchMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return Programs.many(this, new Stage.SwitchMap<>(mapper));
    }

    /**
     * Maps an item to a publisher and emits the publisher's items. Discards the items that come while it runs, and
     * items without demand. Demand: unbounded for upstream, from the first demand on; a publisher gets the demand that
     * is left. Errors: any failure passes at once.
     */
    default <R> Many<R> exhaustMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        requireNonNull(mapper, "mapper");
        return onOverflow(Overflow.drop())
                .concatMap(item -> requireNonNull(mapper.apply(item), "exhaustMap: the mapper returned null"));
    }

    /**
     * Calls the function with the first signal, which may be the end, and with this whole stream, that signal included.
     * Emits the items of the publisher that the function returns. Only that publisher may subscribe to the stream, once
     * and on the strand of the result. Any other subscription fails with {@link StreamTakenException}. Demand: one
     * item, then that of the stream's subscriber. When the publisher has ended, or has cancelled the stream, upstream
     * is cancelled. A first item that was not taken is then discarded.
     */
    default <R> Many<R> switchOnFirst(
            BiFunction<? super Signal<T>, ? super Many<T>, ? extends Publisher<? extends R>> function) {
        return Programs.many(this, new Stage.SwitchOnFirst<>(function));
    }

    /** As {@link #expand(int, Function)}, with up to 65,536 publishers waiting. */
    default Many<T> expand(Function<? super T, ? extends Publisher<? extends T>> expander) {
        return expand(65_536, expander);
    }

    /**
     * Emits each item, maps it to a publisher, and expands that publisher's items in the same way. The order is breadth
     * first, one publisher after the other. Buffer: {@code capacity} publishers, at least 1, that wait for their turn.
     * {@link #empty()} does not count. Errors: {@link ExpansionLimitException} if more would wait. A failure passes at
     * once.
     */
    default Many<T> expand(int capacity, Function<? super T, ? extends Publisher<? extends T>> expander) {
        return Programs.many(this, new Stage.Expand<>(capacity, expander));
    }

    /**
     * Maps each item to an iterable and emits the iterables' elements, one iterable after the other. Demand: takes an
     * element when it is requested, so an iterable may be endless. Errors: a failure comes after the elements of
     * earlier items. A null element fails the stream.
     */
    default <R> Many<R> flatMapIterable(Function<? super T, ? extends Iterable<? extends R>> mapper) {
        return Programs.many(this, new Stage.FlatMapIterable<>(mapper));
    }

    /** Emits the items of this stream and of the other as they arrive. */
    default Many<T> mergeWith(Publisher<? extends T> other) {
        return merge(this, other);
    }

    /** Emits the items of this stream, then those of the other. */
    default Many<T> concatWith(Publisher<? extends T> other) {
        return concat(this, other);
    }

    /** Emits the items of the other, then those of this stream. */
    default Many<T> startWith(Publisher<? extends T> other) {
        return concat(other, this);
    }

    /** Emits the given items, then those of this stream. */
    @SuppressWarnings("unchecked") // the array is only read
    default Many<T> startWith(T... items) {
        return startWith(fromIterable(List.of(items)));
    }

    /** Combines the first items of this stream and of the other, then the second, and so on; see {@code zip}. */
    default <U, R> Many<R> zipWith(
            Publisher<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return zip(this, other, combiner);
    }

    /**
     * Combines each item with the next element of an iterable, until either has no more. Takes an element when it is
     * needed, but asks earlier whether there is one.
     */
    default <U, R> Many<R> zipWith(
            Iterable<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return zip(this, fromIterable(other), combiner);
    }

    /**
     * Maps each item to a publisher and emits the publishers' items in the order of the source. Publishers of items
     * with equal keys run one after the other, the rest at the same time. Up to {@code concurrency} items, at least 1,
     * are under way, including those that wait for their turn. The mapper is called when an item's turn comes. Demand:
     * {@code concurrency} items. Errors: a failure passes at once. A failure or cancellation discards the items and
     * results that wait. Buffer: as ordered {@link #flatMap(Function, Flatten)}. (Pekko's {@code mapAsyncPartitioned}.)
     */
    default <R> Many<R> mapPartitioned(
            int concurrency,
            Function<? super T, ?> key,
            Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return Programs.many(this, new Stage.MapPartitioned<>(concurrency, key, mapper));
    }

    // Several sources

    /**
     * Combines each item with the newest item of the other, and drops items that come before the other's first. Demand:
     * unbounded for the other. Completes with this stream, or at once if the other turns out to be empty. A failure of
     * either stream cancels the remaining one.
     */
    default <U, R> Many<R> withLatestFrom(
            Publisher<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return Programs.many(this, new Stage.WithLatestFrom<T, U, R>(other, combiner));
    }

    // Resources

    /** As the other {@code using}, with {@link Release#BEFORE_END}: releases before the end is passed on. */
    static <R, T> Many<T> using(
            Callable<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Consumer<? super R> release) {
        return using(acquire, use, release, Release.BEFORE_END);
    }

    /**
     * Acquires a resource on subscription, passes it to {@code use}, and emits the items of the resulting publisher.
     * Releases the resource once: at the end, on cancellation, or if {@code use} fails. The three functions are called
     * on the strand and must not block. Errors: see {@link Release}.
     */
    static <R, T> Many<T> using(
            Callable<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Consumer<? super R> release,
            Release when) {
        return Programs.many(new Origin.Using<R, T>(acquire, use, release, when));
    }

    /** As the other {@code usingWhen}, with one function that releases the resource after any end of its use. */
    static <R, T> Many<T> usingWhen(
            One<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> release) {
        requireNonNull(release, "release");
        return usingWhen(acquire, use, release, (resource, failure) -> release.apply(resource), release);
    }

    /**
     * Subscribes to {@code acquire}, passes its resource to {@code use}, and emits the items of the resulting
     * publisher. Completes if there is no resource. When the use has ended or was cancelled, the function for that end
     * makes a publisher that releases the resource. The end is passed on when that publisher has ended. Cancellation
     * cancels the use, but neither acquisition nor release. A resource that arrives after a cancellation is released by
     * {@code onCancel}. Errors: a failed release fails the stream, or is suppressed in the failure of the use. After a
     * cancellation the failure goes to the runtime's failure handler.
     */
    static <R, T> Many<T> usingWhen(
            One<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> onComplete,
            BiFunction<? super R, ? super Throwable, ? extends Publisher<?>> onError,
            Function<? super R, ? extends Publisher<?>> onCancel) {
        return Programs.many(new Origin.UsingWhen<R, T>(acquire, use, onComplete, onError, onCancel));
    }

    // Again

    /**
     * Subscribes again after completion, at once and up to {@code repeats} times, with the demand that is left.
     *
     * @param repeats how often besides the first time, at least 0; {@link Long#MAX_VALUE} means for ever
     * @throws IllegalArgumentException if {@code repeats} is negative
     */
    default Many<T> repeat(long repeats) {
        return repeat(Repeat.times(repeats));
    }

    /** As {@link #repeat(long)}, as often and with such waits as the policy says. Cancellation ends a wait. */
    default Many<T> repeat(Repeat policy) {
        return Programs.many(new Origin.Repeated<>(this, policy));
    }

    // Time

    /** Emits items for {@code time}, at least 0, from the subscription on, then cancels upstream and completes. */
    default Many<T> take(Duration time) {
        return takeUntil(One.delay(time));
    }

    /**
     * Emits an item when no other has followed it for {@code quiet}, above 0, or when upstream completes after it.
     * Discards an item that is followed sooner. Demand: unbounded, from the first demand on. An item without demand
     * waits, and a later one replaces it. Errors: a failure passes at once and discards the item that waits. Buffer:
     * one item.
     */
    default Many<T> debounce(Duration quiet) {
        return Programs.many(this, new Stage.Sample<>(Stage.Sample.Choice.LAST_BEFORE_PAUSE, quiet));
    }

    /**
     * Emits the latest item at the end of each {@code period}, above 0, and at completion. Discards the other items.
     * Emits nothing for a period without items. Periods begin with the subscription. Otherwise as {@link #debounce}.
     */
    default Many<T> sample(Duration period) {
        return Programs.many(this, new Stage.Sample<>(Stage.Sample.Choice.LATEST, period));
    }

    /**
     * Emits an item and discards those that follow it within {@code window}, above 0. Demand: unbounded, from the first
     * demand on. An item without demand waits, and items that come meanwhile are discarded. The window begins when the
     * item is emitted. Errors: a failure passes at once and discards the item that waits. Buffer: one item.
     */
    default Many<T> throttleFirst(Duration window) {
        return Programs.many(this, new Stage.Sample<>(Stage.Sample.Choice.FIRST, window));
    }

    // Rate and overflow

    /**
     * Emits the items without slowing upstream down. Demand: unbounded, from the subscription on, or from the first
     * demand on with {@link Overflow#drop()}. Buffer: as {@code overflow} says, for items without demand. An item that
     * it drops is discarded. Errors: {@link OverflowException} if the policy is to fail. A failure of upstream comes
     * after the buffered items.
     */
    default Many<T> onOverflow(Overflow overflow) {
        return Programs.many(this, new Stage.OnOverflow<>(overflow));
    }

    /**
     * Emits the items without slowing upstream down, and combines items without demand into one. Demand: unbounded,
     * from the subscription on. Buffer: one item. Errors: a failure comes after the buffered item.
     */
    default Many<T> conflate(BinaryOperator<T> combiner) {
        return Programs.many(this, new Stage.Conflate<>(combiner));
    }

    /**
     * Limits how many items are requested at a time. Demand: {@code batch} items at most, at least 1, and three
     * quarters of that again when as many have come. Upstream never sees more demand than downstream has.
     */
    default Many<T> limitRate(int batch) {
        return Programs.many(this, new Stage.LimitRate<>(batch));
    }

    /** As {@link #throttle(int, Duration, int)}, with a burst of {@code items}. */
    default Many<T> throttle(int items, Duration per) {
        return throttle(items, per, items);
    }

    /**
     * Emits the items no faster than a token bucket allows. The bucket holds up to {@code burst} tokens, at least 1,
     * and begins full. It gets {@code items} tokens, at least 1, evenly in each {@code per}, above 0. Demand: one item
     * for each token, so nothing is kept or dropped. The timer's resolution is 1 ms: a faster rate needs a burst that
     * lasts that long.
     */
    default Many<T> throttle(int items, Duration per, int burst) {
        return Programs.many(this, new Stage.Throttle<>(items, per, burst));
    }

    // Looking

    /** Emits each signal as a value, also the end, then completes. Demand: the end needs a unit of its own. */
    default Many<Signal<T>> materialize() {
        return Programs.many(this, new Stage.Gather<@Nullable Void, T, Signal<T>>(
                        () -> null,
                        (state, item, output) -> output.emit(new Signal.Next<>(item)),
                        (state, output) -> output.emit(new Signal.Completed<>()),
                        true))
                .onErrorResume(failure -> just(new Signal.Failed<>(failure)));
    }

    /** Sends the signals that the values stand for. After the first end, cancels {@code signals}. */
    static <T> Many<T> dematerialize(Publisher<? extends Signal<? extends T>> signals) {
        return Many.<Signal<? extends T>>from(signals).handle((signal, output) -> {
            if (signal instanceof Signal.Next<? extends T> next) {
                output.emit(next.item());
            } else if (signal instanceof Signal.Failed<? extends T> failed) {
                output.error(failed.failure());
            } else {
                output.complete();
            }
        });
    }

    /** Emits each item with the time since the subscription and since the item before it. */
    default Many<Timed<T>> timed() {
        return Programs.many(this, new Stage.Measure<>());
    }

    // Failures and absence

    /** Continues with the fallback's publisher after a failure, with the demand that is left. */
    default Many<T> onErrorResume(Function<? super Throwable, ? extends Publisher<? extends T>> fallback) {
        return Programs.many(this, new Stage.Resume<>(fallback));
    }

    /** As {@link #onErrorResume(Function)}, for failures of that type. Other failures pass. */
    default <E extends Throwable> Many<T> onErrorResume(
            Class<E> type, Function<? super E, ? extends Publisher<? extends T>> fallback) {
        requireNonNull(type, "type");
        requireNonNull(fallback, "fallback");
        return onErrorResume(
                failure -> type.isInstance(failure) ? fallback.apply(type.cast(failure)) : Many.<T>error(failure));
    }

    /** Continues with the supplier's publisher if there was no item. */
    default Many<T> switchIfEmpty(Supplier<? extends Publisher<? extends T>> fallback) {
        return Programs.many(this, new Stage.IfEmpty<>(fallback));
    }

    // Strands

    /**
     * Maps up to {@code concurrency} items at a time on the runtime's workers. Emits the results in the order of the
     * items. Demand: what the subscriber requests, up to 64, but at least {@code concurrency}. Buffer: as many items
     * and results. Cancellation: discards the items and results that wait. A running mapper is not interrupted, and its
     * result is discarded. Errors: a failure comes after the results of earlier items.
     *
     * @param concurrency at least 1; more than 1,024 counts as 1,024, the most workers of a runtime
     * @throws IllegalArgumentException if the concurrency is less than 1
     */
    default <R> Many<R> mapParallel(int concurrency, Function<? super T, ? extends R> mapper) {
        return Programs.many(this, new Stage.MapParallel<>(concurrency, mapper));
    }

    /** As {@link #share(int)}, with a buffer of 256 items. */
    default Many<T> share() {
        return share(Sharing.DEFAULT_CAPACITY);
    }

    /**
     * Shares one subscription to this stream among all subscribers. The first subscriber starts it, and the last
     * cancels it. Demand: the slowest subscriber paces all. A subscriber gets the items from its subscription on. A
     * subscriber that comes after the end starts this stream anew. Thread: this stream runs on its own strand, on the
     * runtime of the subscriber that started it. Buffer: {@code capacity} items, 1 to 65,536, for all.
     */
    default Many<T> share(int capacity) {
        return share(Sharing.slowestPaces(capacity));
    }

    /**
     * Shares one subscription to this stream among all subscribers. The policy says whether slow subscribers hold back
     * the others, when this stream is subscribed and cancelled, and what late subscribers get. Thread: as {@link
     * #share(int)}. Buffer: the policy's capacity and the items that it replays, for all.
     */
    default Many<T> share(Sharing sharing) {
        return Engines.engine().share(this, requireNonNull(sharing, "sharing"));
    }

    /**
     * Replays the last items to each subscriber, also after the end. Then emits what follows and the end. The first
     * subscriber starts this stream, which then runs until it ends, but stands still without subscribers. Demand: the
     * slowest subscriber paces all. Thread: as {@link #share(int)}. Buffer: {@code last + 256} items, rounded up to a
     * power of two.
     *
     * @param last 1 to 2<sup>24</sup>
     * @throws IllegalArgumentException if {@code last} is out of range
     */
    default Many<T> replay(int last) {
        return share(replaying(last));
    }

    /** As {@link #replay(int)}, but does not replay items that are older than {@code age}, above 0. */
    default Many<T> replay(int last, Duration age) {
        return share(replaying(last).replayFor(age));
    }

    private static Sharing replaying(int last) {
        if (last < 1) {
            throw new IllegalArgumentException("replay needs at least 1 item, but was given " + last);
        }
        return Sharing.slowestPaces(Sharing.DEFAULT_CAPACITY)
                .neverDisconnect()
                .replay(last)
                .remember(Sharing.End.REMEMBERED);
    }

    /**
     * Passes this stream to the selector and emits the items of the resulting publisher. All uses in it share one
     * subscription, made when the result is subscribed. A part that subscribes later, as behind {@code runOn} or second
     * in a {@code concat}, gets only the items from then on, if any. Demand: the slowest part paces all. Thread: as
     * {@link #share(int)}. Buffer: 256 items.
     */
    default <R> Many<R> publish(Function<? super Many<T>, ? extends Publisher<? extends R>> selector) {
        return Engines.engine().publish(this, 256, requireNonNull(selector, "selector"));
    }

    // Leaving

    /**
     * Returns an iterable for threads that may block. Each iterator is a subscription and runs {@code prefetch} ahead.
     *
     * @param prefetch how many items an iterator requests ahead, 1 to 65,536
     * @throws IllegalArgumentException if the prefetch is out of range
     * @throws BlockedWorkerException (from the iterator) on a worker thread, if the stream waits for more than demand
     */
    default BlockingIterable<T> toIterable(int prefetch) {
        if (prefetch < 1 || prefetch > 65_536) {
            throw new IllegalArgumentException("toIterable needs a prefetch of 1 to 65536, but was given " + prefetch);
        }
        return new BlockingIterable<>(this, prefetch);
    }

    /** As {@link #toIterable(int)}, with 256 items ahead. */
    default BlockingIterable<T> toIterable() {
        return toIterable(256);
    }
}

package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Source;
import io.nagare.policy.Flatten;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import io.nagare.policy.Release;
import io.nagare.policy.Repeat;
import io.nagare.policy.Sharing;
import io.nagare.stage.Emitter;
import io.nagare.stage.Origin;
import io.nagare.stage.Output;
import io.nagare.stage.Stage;
import io.nagare.stage.Step;
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
 * before there is demand; each subscription is one of its own.
 *
 * <pre>{@code
 * Many.range(1, 10)
 *     .filter(n -> n % 2 == 1)
 *     .map(n -> n * n)
 *     .subscribe(System.out::println);
 * }</pre>
 *
 * <p>What holds for all operators unless one says otherwise stands in the {@linkplain io.nagare package's description}.
 *
 * @param <T> what is emitted
 */
public interface Many<T> extends Reducible<T>, Divisible<T> {

    @Override
    <R> Many<R> via(Stage<? super T, R> stage);

    @Override
    default Many<T> with(Stage<T, T> stage) {
        return via(stage);
    }

    @Override
    default Many<T> with(Origin<T> origin) {
        return of(origin);
    }

    @Override
    default Many<T> self() {
        return this;
    }

    // Sources

    /** A stream of what an origin emits. */
    static <T> Many<T> of(Origin<T> origin) {
        return Engines.engine().many(requireNonNull(origin, "origin"));
    }

    /** A stream of what a driver's source emits. */
    static <T> Many<T> driven(Source<? extends T> source) {
        return of(new Origin.Driven<>(source));
    }

    /** Emits one item. */
    static <T> Many<T> just(T item) {
        return of(new Origin.Just<>(item));
    }

    /** Emits the items, in order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> just(T... items) {
        return fromIterable(List.of(items));
    }

    /** Completes at once. */
    static <T> Many<T> empty() {
        return of(new Origin.Empty<>());
    }

    /** Fails at once, with what the supplier makes for each subscriber. */
    static <T> Many<T> error(Supplier<? extends Throwable> failure) {
        return of(new Origin.Failed<>(failure));
    }

    /** Fails at once; all subscribers get the same exception. */
    static <T> Many<T> error(Throwable failure) {
        requireNonNull(failure, "failure");
        return of(new Origin.Failed<>(() -> failure));
    }

    /** Sends nothing, ever. */
    static <T> Many<T> never() {
        return of(new Origin.Never<>());
    }

    /** Emits what the publisher emits that the supplier gives for each subscriber. */
    static <T> Many<T> defer(Supplier<? extends Publisher<? extends T>> supplier) {
        return of(new Origin.Defer<>(supplier));
    }

    /**
     * Emits what any publisher emits. A foreign one is led in through a queue that never holds more than was requested
     * of it; one that breaks the rules fails the stream with {@link ProtocolViolationException}.
     */
    @SuppressWarnings("unchecked") // a Many of a subtype can be used as a Many of T: it only gives
    static <T> Many<T> from(Publisher<? extends T> publisher) {
        return publisher instanceof Many<?> many ? (Many<T>) many : of(new Origin.FromPublisher<>(publisher));
    }

    /**
     * Emits what a publisher of the JDK's emits; as {@link #from}. The other direction is {@link #toFlowPublisher()}.
     */
    static <T> Many<T> fromFlow(Flow.Publisher<? extends T> publisher) {
        return from(FlowAdapters.toPublisher(requireNonNull(publisher, "publisher")));
    }

    /** Emits the elements of an iterable, taking them as demand allows. An element that is null fails the stream. */
    static <T> Many<T> fromIterable(Iterable<? extends T> iterable) {
        return of(new Origin.FromIterable<>(iterable));
    }

    /** Emits the elements of the Java stream that the supplier gives; it is closed when this ends or is cancelled. */
    static <T> Many<T> fromStream(Supplier<? extends Stream<? extends T>> stream) {
        return of(new Origin.FromStream<>(stream));
    }

    /** Emits the value of a completion stage, or nothing if it is null; see {@link One#fromCompletionStage}. */
    static <T> Many<T> fromCompletionStage(Supplier<? extends CompletionStage<? extends T>> stage) {
        return of(new Origin.FromStage<>(stage));
    }

    /** Emits what the callable returns, or nothing if it is null; it is called on demand and must not block. */
    static <T> Many<T> fromCallable(Callable<? extends @Nullable T> callable) {
        return of(new Origin.FromCallable<>(callable));
    }

    /** Emits {@code count} successive integers, at least 0 of them. */
    static Many<Integer> range(int start, int count) {
        return of(new Origin.Range(start, count));
    }

    /**
     * Emits what threads of the user's push into the emitter that the producer is given on subscription. Buffer: what
     * {@code overflow} says. The producer is called on the strand.
     */
    static <T> Many<T> create(Consumer<? super Emitter<T>> producer, Overflow overflow) {
        return of(new Origin.Create<>(producer, overflow));
    }

    /** As {@link #create(Consumer, Overflow)}, keeping 256 items and then failing. */
    static <T> Many<T> create(Consumer<? super Emitter<T>> producer) {
        return create(producer, Overflow.fail(Overflow.DEFAULT_CAPACITY));
    }

    /**
     * Emits one item for each call of {@code step}, which is called on demand with the state of the call before, and
     * returns the next. Each call must emit one item, complete or fail.
     */
    static <A, T> Many<T> generate(
            Supplier<? extends A> initialState, BiFunction<A, Output<T>, ? extends A> step) {
        return of(new Origin.Generate<>(initialState, step));
    }

    /**
     * Emits what the steps give, each called with the state that the one before has left, when that one has ended and
     * there is demand. A step without an item completes the stream. Cancellation cancels the running step.
     */
    static <A, T> Many<T> unfoldAsync(A initialState, Function<? super A, ? extends One<Unfolded<A, T>>> step) {
        requireNonNull(initialState, "initialState");
        requireNonNull(step, "step");
        return Many.<Holder<Optional<A>>, Holder<Optional<A>>>generate(
                        () -> new Holder<>(Optional.of(initialState)), Many::turn)
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

    /** One turn of {@code unfoldAsync}; the step before has left no state if it had no item. */
    private static <A> Holder<Optional<A>> turn(Holder<Optional<A>> state, Output<Holder<Optional<A>>> output) {
        if (state.value.isEmpty()) {
            output.complete();
        } else {
            output.emit(state);
        }
        return state;
    }

    /**
     * Emits 0, 1, 2 ... at a period, the first after one period. Otherwise as {@link #interval(Duration, Duration)}.
     */
    static Many<Long> interval(Duration period) {
        return interval(period, period);
    }

    /**
     * Emits 0, 1, 2 ... at a period, the first after {@code initialDelay}. Ticks missed for want of demand become one.
     */
    static Many<Long> interval(Duration initialDelay, Duration period) {
        return interval(initialDelay, period, MissedTick.SKIP);
    }

    /**
     * Emits 0, 1, 2 ... at a period above 0, the first after {@code initialDelay}. Resolution 1 ms, rounded up. Demand:
     * a tick that finds none waits, and those that pass meanwhile are dealt with as {@code missed} says.
     */
    static Many<Long> interval(Duration initialDelay, Duration period, MissedTick missed) {
        return of(new Origin.Interval(initialDelay, period, missed));
    }

    /**
     * Emits what the sources emit as it arrives; all are subscribed at once. Otherwise as {@link #flatMap(Function)}.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> merge(Publisher<? extends T>... sources) {
        return merge(List.of(sources), Flatten.concurrency(Math.max(1, sources.length)));
    }

    /**
     * Emits what the sources emit, as the options say: how many are subscribed at a time, in which order their items
     * come, and whether a failure waits until the others have ended. The first are subscribed at once, and an end needs
     * no demand; of none completes.
     */
    static <T> Many<T> merge(List<? extends Publisher<? extends T>> sources, Flatten options) {
        return fromIterable(List.<Publisher<? extends T>>copyOf(sources))
                .via(new Stage.FlatMap<Publisher<? extends T>, T>(source -> source, options, true));
    }

    /** Emits what the sources emit, one after the other: each is subscribed when the one before has completed. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> concat(Publisher<? extends T>... sources) {
        return concat(List.of(sources));
    }

    /** As the other {@code concat}, for a list. */
    static <T> Many<T> concat(List<? extends Publisher<? extends T>> sources) {
        return merge(sources, Flatten.oneByOne());
    }

    /**
     * Combines the first items of two sources, then the second, until one has no more; the other is then cancelled.
     * Both are subscribed at once. Demand: up to 128 items ahead of each, buffered; what has no counterpart is
     * discarded. Errors: a failure cancels the other.
     */
    @SuppressWarnings("unchecked") // the row holds an A and a B, in this order
    static <A, B, R> Many<R> zip(
            Publisher<? extends A> first,
            Publisher<? extends B> second,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        requireNonNull(combiner, "combiner");
        return of(new Origin.Zip<Object, R>(
                List.of(requireNonNull(first, "first"), requireNonNull(second, "second")),
                row -> combiner.apply((A) row.get(0), (B) row.get(1)),
                Origin.Zip.DEFAULT_PREFETCH));
    }

    /** As the other {@code zip}, for any number of sources of one type, at least one. */
    static <T, R> Many<R> zip(
            List<? extends Publisher<? extends T>> sources, Function<? super List<T>, ? extends R> combiner) {
        return of(new Origin.Zip<>(sources, combiner, Origin.Zip.DEFAULT_PREFETCH));
    }

    /**
     * Combines the newest items of both when either has a new one, once both have one. All are subscribed at once; one
     * that is empty completes this and cancels the others, otherwise this completes when all have. Demand: of the
     * sources, unbounded; while there is none, newer items take the place of older ones, and the newest are combined
     * when there is. Errors: a failure cancels the others.
     */
    @SuppressWarnings("unchecked") // the row holds an A and a B, in this order
    static <A, B, R> Many<R> combineLatest(
            Publisher<? extends A> first,
            Publisher<? extends B> second,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        requireNonNull(combiner, "combiner");
        return of(new Origin.CombineLatest<Object, R>(
                List.of(requireNonNull(first, "first"), requireNonNull(second, "second")),
                row -> combiner.apply((A) row.get(0), (B) row.get(1))));
    }

    /** As the other {@code combineLatest}, for one source or more of one type. Each call gets a list of its own. */
    static <T, R> Many<R> combineLatest(
            List<? extends Publisher<? extends T>> sources, Function<? super List<T>, ? extends R> combiner) {
        return of(new Origin.CombineLatest<>(sources, combiner));
    }

    /**
     * Emits what that source emits which is the first to emit, complete or fail; the others are cancelled then. All, at
     * least one, are subscribed at once, in their order. Demand: each source gets that of this.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> Many<T> race(Publisher<? extends T>... sources) {
        return race(List.of(sources));
    }

    /** As the other {@code race}, for a list. */
    static <T> Many<T> race(List<? extends Publisher<? extends T>> sources) {
        return of(new Origin.Race<>(sources));
    }

    // Items

    /** Emits what the mapper makes of each item. */
    default <R> Many<R> map(Function<? super T, ? extends R> mapper) {
        return via(new Stage.Map<>(mapper));
    }

    /**
     * For each item, the handler may emit at most one, complete or fail. In the middle of a chain the compiler cannot
     * tell the type of what is emitted: name it as in {@link #handle(Class, BiConsumer)}, or write {@code
     * .<String>handle(...)}.
     */
    default <R> Many<R> handle(BiConsumer<? super T, ? super Output<R>> handler) {
        requireNonNull(handler, "handler");
        return this.<@Nullable Void, R>step(() -> null, (state, item, output) -> handler.accept(item, narrow(output)));
    }

    /** As {@link #handle(BiConsumer)}, for emitting items of that type. */
    default <R> Many<R> handle(Class<R> type, BiConsumer<? super T, ? super Output<R>> handler) {
        requireNonNull(type, "type");
        return handle(handler);
    }

    /** A stage with a state that makes at most one item of one, and none at the end. */
    private <A extends @Nullable Object, R> Many<R> step(
            Supplier<? extends A> state, Step<? super A, ? super T, R> step) {
        return via(new Stage.Gather<A, T, R>(state, step, (last, output) -> {}, false));
    }

    /** Emits the items that a function accepts, which only looks at them: if it fails, the item is discarded. */
    private <A> Many<T> emitIf(
            Supplier<? extends A> state, BiPredicate<? super A, ? super T> accepts, boolean endsOtherwise) {
        return via(new Stage.Gather<Examined<A, T>, T, T>(
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
     * A step of the user's own, with state: for each item it may emit any number, complete or fail. Demand: items are
     * requested one at a time, when what the last one gave has been taken. Buffer: what one item gives.
     *
     * @param initialState makes the state of a subscription
     * @param step takes an item
     * @param finish called after the last item, unless the step ended the stream
     */
    default <A, R> Many<R> gather(
            Supplier<? extends A> initialState,
            Step<? super A, ? super T, R> step,
            BiConsumer<? super A, ? super Output<R>> finish) {
        return via(new Stage.Gather<>(initialState, step, finish, true));
    }

    /** As the other {@code gather}, with the type of the items, which the compiler cannot infer within a chain. */
    default <A, R> Many<R> gather(
            Class<R> type,
            Supplier<? extends A> initialState,
            Step<? super A, ? super T, R> step,
            BiConsumer<? super A, ? super Output<R>> finish) {
        requireNonNull(type, "type");
        return gather(initialState, step, finish);
    }

    /** As {@link #mapMulti(BiConsumer)}, with the type, which the compiler cannot infer within a chain. */
    default <R> Many<R> mapMulti(Class<R> type, BiConsumer<? super T, ? super Output<R>> mapper) {
        requireNonNull(type, "type");
        return mapMulti(mapper);
    }

    /** For each item, the mapper may emit any number, complete or fail; {@code gather} without a state. */
    default <R> Many<R> mapMulti(BiConsumer<? super T, ? super Output<R>> mapper) {
        requireNonNull(mapper, "mapper");
        return via(new Stage.Gather<@Nullable Void, T, R>(
                () -> null, (state, item, output) -> mapper.accept(item, narrow(output)), (state, output) -> {}, true));
    }

    /** Emits what the mapper makes of each item, unless it is null. */
    default <R> Many<R> mapNotNull(Function<? super T, ? extends @Nullable R> mapper) {
        requireNonNull(mapper, "mapper");
        return handle((item, output) -> {
            R result = mapper.apply(item);
            if (result != null) {
                output.emit(result);
            }
        });
    }

    /** Emits the items as that type; fails with {@link ClassCastException} at one that is not of it. */
    default <R> Many<R> cast(Class<R> type) {
        return map(requireNonNull(type, "type")::cast);
    }

    /** Emits the items that are of the type. */
    default <R> Many<R> ofType(Class<R> type) {
        return filter(requireNonNull(type, "type")::isInstance).cast(type);
    }

    /** Emits each item with the number of those before it. */
    default Many<Indexed<T>> index() {
        return step(() -> new long[1], (next, item, output) -> output.emit(new Indexed<>(next[0]++, item)));
    }

    /** Emits the first {@code count} items, at least 0, and cancels upstream. Demand: never more than that many. */
    default Many<T> take(long count) {
        return via(new Stage.Take<>(count));
    }

    /** Emits items while the predicate accepts them, then cancels upstream and completes. */
    default Many<T> takeWhile(Predicate<? super T> predicate) {
        requireNonNull(predicate, "predicate");
        return emitIf(() -> predicate, Predicate::test, true);
    }

    /** Emits items up to and with the first that the predicate accepts, then cancels upstream and completes. */
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
        return via(new Stage.Skip<>(count));
    }

    /** Drops items until another publisher emits its first item or completes; if it fails, so does this. */
    default Many<T> skipUntil(Publisher<?> other) {
        return via(new Stage.SkipUntil<>(other));
    }

    /** Emits, when this has completed, its last {@code count} items, at least 0. Buffer: as many. */
    default Many<T> takeLast(int count) {
        int most = LastItems.checked("takeLast", count);
        return via(new Stage.Gather<LastItems<T>, T, T>(
                () -> new LastItems<>(most),
                (last, item, output) -> last.push(item),
                LastItems::drainTo,
                true,
                LastItems::takeAll));
    }

    /**
     * Drops the last {@code count} items, at least 0: each is emitted when as many have come after it. Buffer: as many.
     */
    default Many<T> skipLast(int count) {
        int most = LastItems.checked("skipLast", count);
        return via(new Stage.Gather<LastItems<T>, T, T>(
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

    /** Drops items that equal the one before. */
    default Many<T> distinctUntilChanged() {
        return distinctUntilChanged(item -> item);
    }

    /** Drops items whose key, which must not be null, equals the key of the one before. */
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
     * Drops items that came before. Buffer: all items of a subscription, in the set that the supplier makes for it; a
     * set that forgets keeps fewer.
     */
    default Many<T> distinct(Supplier<? extends Set<? super T>> seen) {
        return distinct(item -> item, seen);
    }

    /**
     * Drops items whose key, which must not be null, came before. Buffer: all keys, in the set that the supplier makes.
     */
    default <K> Many<T> distinct(Function<? super T, ? extends K> key, Supplier<? extends Set<? super K>> seen) {
        requireNonNull(key, "key");
        requireNonNull(seen, "seen");
        return emitIf(
                () -> requireNonNull(seen.get(), "distinct: the set's supplier returned null"),
                (set, item) -> set.add(requireNonNull(key.apply(item), "distinct: the key's function returned null")),
                false);
    }

    /** Gives what the function makes of this, so that a chain of operators can have a name and be used again. */
    default <R> Many<R> transform(Function<? super Many<T>, ? extends Publisher<? extends R>> function) {
        return from(requireNonNull(function.apply(this), "transform: the function returned null"));
    }

    /** As {@link #transform}, calling the function for each subscriber. */
    default <R> Many<R> transformDeferred(Function<? super Many<T>, ? extends Publisher<? extends R>> function) {
        requireNonNull(function, "function");
        return defer(() -> requireNonNull(function.apply(this), "transformDeferred: the function returned null"));
    }

    // Streams of streams

    /**
     * Emits what the publishers emit that the mapper makes of the items, as it arrives, up to 256 of them at a time.
     * Demand: an item for each publisher that may be subscribed; of each, up to 32 items ahead. Errors: a failure
     * passes at once, cancels the others and discards what waits. Buffer: 32 items for each publisher.
     */
    default <R> Many<R> flatMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return flatMap(mapper, Flatten.arriving());
    }

    /** As {@link #flatMap(Function)}. The options say how many run at a time, the order, failures, the buffer. */
    default <R> Many<R> flatMap(Function<? super T, ? extends Publisher<? extends R>> mapper, Flatten options) {
        return via(new Stage.FlatMap<>(mapper, options));
    }

    /** Makes a publisher of each item and emits their items, one publisher after the other, nothing ahead. */
    default <R> Many<R> concatMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return flatMap(mapper, Flatten.oneByOne());
    }

    /**
     * Emits what the publisher emits that the mapper makes of the latest item: the next item cancels it, then the
     * mapper is called. Demand: unbounded, from the first demand on; that of the publishers is what is left. Errors:
     * any failure passes at once.
     */
    default <R> Many<R> switchMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return via(new Stage.SwitchMap<>(mapper));
    }

    /**
     * Emits what the publisher emits that the mapper makes of an item; items that come while that one runs are
     * discarded. Demand: unbounded, from the first demand on; that of the publishers is what there is, and an item that
     * finds none is discarded too. Errors: any failure passes at once.
     */
    default <R> Many<R> exhaustMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        requireNonNull(mapper, "mapper");
        return onOverflow(Overflow.drop())
                .concatMap(item -> requireNonNull(mapper.apply(item), "exhaustMap: the mapper returned null"));
    }

    /**
     * Emits what the publisher emits that the function makes of the first signal, also if that is the end, and of this
     * stream, of which that signal is still a part. The stream can be subscribed to once, by that publisher alone and
     * on its strand; otherwise it fails with {@link StreamTakenException}. Demand: one item, then what the stream's
     * subscriber wants. When the publisher has ended, or cancelled the stream, this is cancelled and a first item that
     * was not taken is discarded.
     */
    default <R> Many<R> switchOnFirst(
            BiFunction<? super Signal<T>, ? super Many<T>, ? extends Publisher<? extends R>> function) {
        return via(new Stage.SwitchOnFirst<>(function));
    }

    /** {@link #expand(int, Function)} with up to 65,536 publishers waiting. */
    default Many<T> expand(Function<? super T, ? extends Publisher<? extends T>> expander) {
        return expand(65_536, expander);
    }

    /**
     * Emits the items, and makes a publisher of each when it has been emitted; emits what those emit, one after the
     * other, and makes publishers of that too: breadth first. Buffer: {@code capacity} publishers, at least 1, that
     * wait for their turn, not counting {@link #empty()}. Errors: {@link ExpansionLimitException} if there would be
     * more; a failure passes at once.
     */
    default Many<T> expand(int capacity, Function<? super T, ? extends Publisher<? extends T>> expander) {
        return via(new Stage.Expand<>(capacity, expander));
    }

    /**
     * Emits the elements of the iterables that the mapper makes of the items, one after the other. Demand: an element
     * is taken when it is asked for, so an iterable may be endless. Errors: a failure comes behind the elements of the
     * items before it; an element that is null fails the stream.
     */
    default <R> Many<R> flatMapIterable(Function<? super T, ? extends Iterable<? extends R>> mapper) {
        return via(new Stage.FlatMapIterable<>(mapper));
    }

    /** Emits what this emits and what the other emits, as it arrives. */
    default Many<T> mergeWith(Publisher<? extends T> other) {
        return merge(this, other);
    }

    /** Emits what this emits, then what the other emits. */
    default Many<T> concatWith(Publisher<? extends T> other) {
        return concat(this, other);
    }

    /** Emits what the other emits, then what this emits. */
    default Many<T> startWith(Publisher<? extends T> other) {
        return concat(other, this);
    }

    /** Emits the items, then what this emits. */
    @SuppressWarnings("unchecked") // the array is only read
    default Many<T> startWith(T... items) {
        return startWith(fromIterable(List.of(items)));
    }

    /** Combines the first item of this with the first of the other, and so on; see {@code zip}. */
    default <U, R> Many<R> zipWith(
            Publisher<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return zip(this, other, combiner);
    }

    /**
     * Combines each item with the next element of an iterable, until either has no more. An element is taken when it is
     * needed; whether there is another is asked before.
     */
    default <U, R> Many<R> zipWith(
            Iterable<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return zip(this, fromIterable(other), combiner);
    }

    /**
     * Emits what the publishers emit that the mapper makes of the items, in the order of the items. Those of items with
     * equal keys run one after the other, others at the same time, up to {@code concurrency}, at least 1, in all,
     * including those that wait for their turn; the mapper is called when an item's turn comes. Demand: {@code
     * concurrency} items. A failure passes at once; it and cancellation discard the items and the results that wait.
     * Buffer: as ordered {@link #flatMap(Function, Flatten)}. (Pekko's {@code mapAsyncPartitioned}.)
     */
    default <R> Many<R> mapPartitioned(
            int concurrency,
            Function<? super T, ?> key,
            Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return via(new Stage.MapPartitioned<>(concurrency, key, mapper));
    }

    // Several sources

    /**
     * Combines each item with the newest item of the other; one that comes before the other's first is dropped. Demand:
     * of the other, unbounded. Completes with this, or at once when the other turns out to be empty; a failure of
     * either cancels the other.
     */
    default <U, R> Many<R> withLatestFrom(
            Publisher<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return via(new Stage.WithLatestFrom<T, U, R>(other, combiner));
    }

    // Resources

    /** As the other {@code using}, giving the resource back before the end is passed on. */
    static <R, T> Many<T> using(
            Callable<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Consumer<? super R> release) {
        return using(acquire, use, release, Release.BEFORE_END);
    }

    /**
     * Emits what {@code use} makes of a resource that is acquired on subscription, and given back once, at the end or
     * on cancellation. The three functions are called on the strand and must not block; if {@code use} fails, the
     * resource is given back too. Errors: see {@link Release}.
     */
    static <R, T> Many<T> using(
            Callable<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Consumer<? super R> release,
            Release when) {
        return of(new Origin.Using<R, T>(acquire, use, release, when));
    }

    /** As the other {@code usingWhen}, releasing the resource in the same way however its use has ended. */
    static <R, T> Many<T> usingWhen(
            One<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> release) {
        requireNonNull(release, "release");
        return usingWhen(acquire, use, release, (resource, failure) -> release.apply(resource), release);
    }

    /**
     * Emits what {@code use} makes of a resource that {@code acquire} gives, on subscription; completes if it gives
     * none. When the use has ended or been cancelled, what the function for that end makes of the resource is
     * subscribed to, and the end is passed on when this has ended. Cancellation cancels the use, but neither
     * acquisition nor release: a resource that arrives after it is released by {@code onCancel}. Errors: if a release
     * fails, so does the stream; the failure of the use has it suppressed; after a cancellation the runtime is told.
     */
    static <R, T> Many<T> usingWhen(
            One<? extends R> acquire,
            Function<? super R, ? extends Publisher<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> onComplete,
            BiFunction<? super R, ? super Throwable, ? extends Publisher<?>> onError,
            Function<? super R, ? extends Publisher<?>> onCancel) {
        return of(new Origin.UsingWhen<R, T>(acquire, use, onComplete, onError, onCancel));
    }

    // Again

    /**
     * Subscribes again after completion, at once and up to {@code repeats} times, with the demand that is left.
     *
     * @param repeats how often besides the first time, at least 0; {@link Long#MAX_VALUE} means for ever
     */
    default Many<T> repeat(long repeats) {
        return repeat(Repeat.times(repeats));
    }

    /**
     * Subscribes again after completion, as the policy says, with the demand that is left. Cancellation ends a wait.
     */
    default Many<T> repeat(Repeat policy) {
        return of(new Origin.Repeated<>(this, policy));
    }

    // Time

    /** Emits items for {@code time}, at least 0, from the subscription on, then cancels upstream and completes. */
    default Many<T> take(Duration time) {
        return takeUntil(One.delay(time));
    }

    /**
     * Emits an item when none has followed it for {@code quiet}, above 0, or the stream completes after it; each that
     * is followed too soon is discarded. Demand: unbounded, from the first demand on; an item that finds none waits,
     * and a later one takes its place. Errors: a failure passes at once, and discards the item that waits. Buffer: one
     * item.
     */
    default Many<T> debounce(Duration quiet) {
        return via(new Stage.Sample<>(Stage.Sample.Choice.LAST_BEFORE_PAUSE, quiet));
    }

    /**
     * Emits the latest item at the end of each {@code period}, above 0, in which there was one, and at completion; the
     * others are discarded. Periods are counted from the subscription. Otherwise as {@link #debounce(Duration)}.
     */
    default Many<T> sample(Duration period) {
        return via(new Stage.Sample<>(Stage.Sample.Choice.LATEST, period));
    }

    /**
     * Emits an item and discards those that follow it within {@code window}, above 0. Demand: unbounded, from the first
     * demand on; an item that finds none waits, those that come meanwhile are discarded, and the window begins when it
     * is emitted. Errors: a failure passes at once, and discards the item that waits. Buffer: one item.
     */
    default Many<T> throttleFirst(Duration window) {
        return via(new Stage.Sample<>(Stage.Sample.Choice.FIRST, window));
    }

    // Rate and overflow

    /**
     * Emits what this emits, without slowing it down: Demand: unbounded, from the subscription on, or from the first
     * demand on with {@link Overflow#drop()}. Buffer: what {@code overflow} says about items for which there is no
     * demand yet; one that is dropped is discarded. Errors: {@link OverflowException}, if so the policy; a failure
     * comes after what is in the buffer.
     */
    default Many<T> onOverflow(Overflow overflow) {
        return via(new Stage.OnOverflow<>(overflow));
    }

    /**
     * Emits what this emits, without slowing it down: items for which there is no demand yet are combined into one.
     * Demand: unbounded, from the subscription on. Buffer: one item. Errors: a failure comes after the item in the
     * buffer.
     */
    default Many<T> conflate(BinaryOperator<T> combiner) {
        return via(new Stage.Conflate<>(combiner));
    }

    /**
     * Emits what this emits. Demand: upstream sees at most {@code batch} items, at least 1, asked for at a time, and
     * three quarters of that again when they have come; never more than downstream wants.
     */
    default Many<T> limitRate(int batch) {
        return via(new Stage.LimitRate<>(batch));
    }

    /** {@link #throttle(int, Duration, int)} with a burst of {@code items}. */
    default Many<T> throttle(int items, Duration per) {
        return throttle(items, per, items);
    }

    /**
     * Emits what this emits, no faster than a token bucket allows, which holds up to {@code burst} tokens, at least 1,
     * begins full, and is given {@code items} tokens, at least 1, evenly in each {@code per}, above 0. Demand: one item
     * for each token, so nothing is kept or dropped. The timer's resolution is 1 ms: what is faster needs a burst that
     * lasts that long.
     */
    default Many<T> throttle(int items, Duration per, int burst) {
        return via(new Stage.Throttle<>(items, per, burst));
    }

    // Looking

    /** Emits each signal as a value, the end too, then completes. Demand: the end needs its own. */
    default Many<Signal<T>> materialize() {
        return via(new Stage.Gather<@Nullable Void, T, Signal<T>>(
                        () -> null,
                        (state, item, output) -> output.emit(new Signal.Next<>(item)),
                        (state, output) -> output.emit(new Signal.Completed<>()),
                        true))
                .onErrorResume(failure -> just(new Signal.Failed<>(failure)));
    }

    /** Sends the signals that the values are; after the first end, cancels {@code signals}. */
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
        return via(new Stage.Measure<>());
    }

    // Failures and absence

    /** On failure goes on with what the fallback makes of it, with the demand that is left. */
    default Many<T> onErrorResume(Function<? super Throwable, ? extends Publisher<? extends T>> fallback) {
        return via(new Stage.Resume<>(fallback));
    }

    /** On a failure of that type goes on with what the fallback makes of it, with the demand that is left. */
    default <E extends Throwable> Many<T> onErrorResume(
            Class<E> type, Function<? super E, ? extends Publisher<? extends T>> fallback) {
        requireNonNull(type, "type");
        requireNonNull(fallback, "fallback");
        return onErrorResume(
                failure -> type.isInstance(failure) ? fallback.apply(type.cast(failure)) : Many.<T>error(failure));
    }

    /** If there was no item, goes on with the publisher that the supplier gives then. */
    default Many<T> switchIfEmpty(Supplier<? extends Publisher<? extends T>> fallback) {
        return via(new Stage.IfEmpty<>(fallback));
    }

    // Strands

    /**
     * Maps up to {@code concurrency} items at a time on the runtime's workers and emits the results in the order of the
     * items. Demand: what the subscriber asks for, up to 64, but at least {@code concurrency}. Buffer: as many items
     * and results. Cancellation: discards those that wait. A mapper that runs is not interrupted; its result is
     * discarded. Errors: a failure comes behind the results of the items before it.
     *
     * @param concurrency at least 1; more than 1,024 counts as 1,024, the most workers of a runtime
     */
    default <R> Many<R> mapParallel(int concurrency, Function<? super T, ? extends R> mapper) {
        return via(new Stage.MapParallel<>(concurrency, mapper));
    }

    /** {@link #share(int)} with a buffer of 256 items. */
    default Many<T> share() {
        return share(Sharing.DEFAULT_CAPACITY);
    }

    /**
     * One subscription to this, made for the first subscriber, shared by all, and cancelled with the last. Demand: the
     * slowest subscriber paces all. A subscriber gets the items from its subscription on; one that comes when this has
     * ended starts it anew. Thread: this runs on a strand of its own, on the runtime of who started it. Buffer: {@code
     * capacity} items, 1 to 65,536, for all.
     */
    default Many<T> share(int capacity) {
        return share(Sharing.slowestPaces(capacity));
    }

    /**
     * Shares one subscription to this among all subscribers. The policy says whether slow subscribers hold back the
     * others, when this is subscribed and cancelled, and what late subscribers get. Thread: as {@link #share(int)}.
     * Buffer: the policy's capacity and what it replays, for all.
     */
    default Many<T> share(Sharing sharing) {
        return Engines.engine().share(this, requireNonNull(sharing, "sharing"));
    }

    /**
     * Emits to each subscriber the last items that were emitted before it came, then what follows, and the end. One
     * subscription to this, made for the first subscriber and kept until it ends; without subscribers it stands still.
     * Demand: the slowest paces all. Thread: as {@link #share(int)}. Buffer: {@code last + 256}, to a power of two.
     *
     * @param last 1 to 2<sup>24</sup>
     */
    default Many<T> replay(int last) {
        return share(replaying(last));
    }

    /** As {@link #replay(int)}, but items that are older than that are not replayed. */
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
     * Emits what the selector makes of this, by one subscription for all of it, made when the selector's result is
     * subscribed. A part that subscribes later, as behind {@code runOn} or second in a {@code concat}, gets only the
     * items from then on, if any. Demand: the slowest paces all. Thread: as {@link #share(int)}. Buffer: 256 items.
     */
    default <R> Many<R> publish(Function<? super Many<T>, ? extends Publisher<? extends R>> selector) {
        return Engines.engine().publish(this, 256, requireNonNull(selector, "selector"));
    }

    // Leaving

    /**
     * Returns the items for a thread that may block. Each iterator is a subscription, {@code prefetch} items ahead.
     *
     * @param prefetch 1 to 65,536
     * @throws BlockedWorkerException (from the iterator) on a worker thread, if the stream waits for more than demand
     */
    default BlockingIterable<T> toIterable(int prefetch) {
        if (prefetch < 1 || prefetch > 65_536) {
            throw new IllegalArgumentException("toIterable needs a prefetch of 1 to 65536, but was given " + prefetch);
        }
        return new BlockingIterable<>(this, prefetch);
    }

    /** {@link #toIterable(int)} with 256 items ahead. */
    default BlockingIterable<T> toIterable() {
        return toIterable(256);
    }
}

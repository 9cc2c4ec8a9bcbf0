package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Source;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.NoValueException;
import io.nagare.failure.TimedOutException;
import io.nagare.operator.Examined;
import io.nagare.operator.Holder;
import io.nagare.policy.Flatten;
import io.nagare.policy.Memory;
import io.nagare.policy.Release;
import io.nagare.policy.Repeat;
import io.nagare.stage.Emitter;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * A {@link Publisher} of one item or none. A {@code One<Void>} just completes. It does nothing until it is subscribed.
 * Each subscription runs the program anew.
 *
 * <p>The conventions of all operators are in the {@linkplain io.nagare package's description}. An operator's own
 * description says only where it differs.
 *
 * @param <T> the type of the item
 * @since 0.1
 */
public interface One<T> extends Async<T, One<T>> {

    /** Adds a stage, which must not emit more than one item for one. All operators are made with this method. */
    <R> One<R> via(Stage<? super T, R> stage);

    @Override
    default One<T> with(Stage<T, T> stage) {
        return via(stage);
    }

    @Override
    default One<T> with(Origin<T> origin) {
        return of(origin);
    }

    @Override
    default One<T> self() {
        return this;
    }

    // Sources

    /** Returns the item of an origin. The caller knows that the origin emits one item at most. */
    static <T> One<T> of(Origin<T> origin) {
        return Engines.engine().one(requireNonNull(origin, "origin"));
    }

    /** Returns the item of a driver's source. The caller knows that the source emits one item at most. */
    static <T> One<T> driven(Source<? extends T> source) {
        return of(new Origin.Driven<>(source));
    }

    /** Emits the item. */
    static <T> One<T> just(T item) {
        return of(new Origin.Just<>(item));
    }

    /** Completes at once. */
    static <T> One<T> empty() {
        return of(new Origin.Empty<>());
    }

    /** Fails at once, with an exception that the supplier makes for each subscriber. */
    static <T> One<T> error(Supplier<? extends Throwable> failure) {
        return of(new Origin.Failed<>(failure));
    }

    /** Fails at once; all subscribers get the same exception. */
    static <T> One<T> error(Throwable failure) {
        requireNonNull(failure, "failure");
        return of(new Origin.Failed<>(() -> failure));
    }

    /** Sends nothing, ever. */
    static <T> One<T> never() {
        return of(new Origin.Never<>());
    }

    /** Asks the supplier for a {@code One} for each subscriber, and emits its item. */
    static <T> One<T> defer(Supplier<? extends One<? extends T>> supplier) {
        return of(new Origin.Defer<>(supplier));
    }

    /** Emits the first item of any publisher, and then cancels the publisher. A {@code One} is returned as it is. */
    @SuppressWarnings("unchecked") // a One of a subtype can be used as a One of T: it only emits
    static <T> One<T> from(Publisher<? extends T> publisher) {
        return publisher instanceof One<?> one
                ? (One<T>) one
                : of(new Origin.FromPublisher<T>(publisher)).via(new Stage.Take<>(1));
    }

    /**
     * Emits the first item of a publisher of the JDK, as {@link #from} does. The inverse is {@link #toFlowPublisher()}.
     */
    static <T> One<T> fromFlow(Flow.Publisher<? extends T> publisher) {
        return from(FlowAdapters.toPublisher(requireNonNull(publisher, "publisher")));
    }

    /**
     * Asks the supplier for a completion stage on subscription. Emits the stage's value, or nothing if the value is
     * null. Cancellation cancels the stage if it is a {@link java.util.concurrent.Future}, without interrupting a
     * thread.
     */
    static <T> One<T> fromCompletionStage(Supplier<? extends CompletionStage<? extends T>> stage) {
        return of(new Origin.FromStage<>(stage));
    }

    /**
     * Emits the item that one of the user's threads gives to an emitter. On subscription the producer is called with
     * the emitter, on the strand. The first item, completion or failure ends the stream. Demand: an item without demand
     * waits. Cancellation: runs the action that was set in the emitter.
     */
    static <T> One<T> create(Consumer<? super Emitter<T>> producer) {
        return of(new Origin.CreateOne<>(producer));
    }

    /** Emits the value of the optional, if there is one. */
    static <T> One<T> fromOptional(Optional<? extends T> optional) {
        return optional.isPresent() ? just(optional.get()) : empty();
    }

    /** Runs the action on demand and completes. The action must not block. */
    static One<Void> fromRunnable(Runnable action) {
        requireNonNull(action, "action");
        return fromCallable(() -> {
            action.run();
            return null;
        });
    }

    /**
     * Calls the callable on demand and emits its result, or nothing if that is null. The callable must not block. For a
     * {@link Supplier}, give {@code supplier::get}.
     */
    static <T> One<T> fromCallable(Callable<? extends @Nullable T> callable) {
        return of(new Origin.FromCallable<>(callable));
    }

    /**
     * Calls the callable on demand, on a thread that may block. Emits its result, or nothing if that is null.
     * Cancellation takes a call back that has not started, and never interrupts one that has.
     */
    static <T> One<T> blocking(Callable<? extends @Nullable T> callable) {
        return of(new Origin.Blocking<>(callable));
    }

    /**
     * Completes after a delay, at least 0, which begins with the subscription. Resolution: 1 ms, rounded up; never
     * early.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    static One<Void> delay(Duration delay) {
        return of(new Origin.Delay<>(delay));
    }

    /**
     * Subscribes to all sources at once and completes when all have. Fails as soon as one fails, and cancels the
     * others.
     */
    static One<Void> allOf(Publisher<?>... sources) {
        return Many.<Object>merge(sources).then();
    }

    /** As the other {@code allOf}, for a list or any other iterable. {@link #zip(Iterable)} collects the items. */
    static One<Void> allOf(Iterable<? extends Publisher<?>> sources) {
        return allOf(Sources.listOf("allOf", sources).toArray(Publisher<?>[]::new));
    }

    /**
     * Subscribes to all sources at once and emits the list of their items, in the order of the sources. If a source
     * turns out to be empty, completes at once without an item and cancels the others. Without sources, emits the empty
     * list. Errors: the first failure cancels the other sources.
     */
    static <T> One<List<T>> zip(Iterable<? extends One<? extends T>> sources) {
        List<One<? extends T>> list = Sources.listOf("zip", sources);
        return list.isEmpty() ? just(List.of()) : from(Many.<T, List<T>>zip(list, items -> List.copyOf(items)));
    }

    /**
     * Subscribes to both sources at once and combines their items. If one source turns out to be empty, completes
     * without an item and cancels the other.
     */
    static <A, B, R> One<R> zip(
            One<? extends A> first, One<? extends B> second, BiFunction<? super A, ? super B, ? extends R> combiner) {
        return from(Many.zip(first, second, combiner));
    }

    /**
     * Mirrors the source that is the first to emit, complete or fail, and cancels the others; see {@link Many#race}.
     *
     * @throws IllegalArgumentException if there is no source
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> One<T> race(One<? extends T>... sources) {
        return race(List.of(sources));
    }

    /**
     * As the other {@code race}, for a list or any other iterable.
     *
     * @throws IllegalArgumentException if there is no source
     */
    static <T> One<T> race(Iterable<? extends One<? extends T>> sources) {
        return of(new Origin.Race<T>(Sources.<One<? extends T>>listOf("race", sources)));
    }

    /**
     * Emits the first item of any source, and cancels the other sources. Subscribes to all at once. Errors: {@link
     * NoValueException} when all sources have failed or completed without an item.
     *
     * @throws IllegalArgumentException if there is no source
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> One<T> firstValue(One<? extends T>... sources) {
        return firstValue(List.of(sources));
    }

    /**
     * As the other {@code firstValue}, for a list or any other iterable.
     *
     * @throws IllegalArgumentException if there is no source
     */
    static <T> One<T> firstValue(Iterable<? extends One<? extends T>> sources) {
        return FirstValue.of(Sources.<One<? extends T>>listOf("firstValue", sources));
    }

    // Resources

    /** As {@link Many#using(Callable, Function, Consumer)}. */
    static <R, T> One<T> using(
            Callable<? extends R> acquire,
            Function<? super R, ? extends One<? extends T>> use,
            Consumer<? super R> release) {
        return using(acquire, use, release, Release.BEFORE_END);
    }

    /** As {@link Many#using(Callable, Function, Consumer, Release)}. */
    static <R, T> One<T> using(
            Callable<? extends R> acquire,
            Function<? super R, ? extends One<? extends T>> use,
            Consumer<? super R> release,
            Release when) {
        return of(new Origin.Using<R, T>(acquire, use, release, when));
    }

    /** As {@link Many#usingWhen(One, Function, Function)}. */
    static <R, T> One<T> usingWhen(
            One<? extends R> acquire,
            Function<? super R, ? extends One<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> release) {
        requireNonNull(release, "release");
        return usingWhen(acquire, use, release, (resource, failure) -> release.apply(resource), release);
    }

    /** As {@link Many#usingWhen(One, Function, Function, BiFunction, Function)}. */
    static <R, T> One<T> usingWhen(
            One<? extends R> acquire,
            Function<? super R, ? extends One<? extends T>> use,
            Function<? super R, ? extends Publisher<?>> onComplete,
            BiFunction<? super R, ? super Throwable, ? extends Publisher<?>> onError,
            Function<? super R, ? extends Publisher<?>> onCancel) {
        return of(new Origin.UsingWhen<R, T>(acquire, use, onComplete, onError, onCancel));
    }

    // Operators

    /** Emits the mapper's result for the item. */
    default <R> One<R> map(Function<? super T, ? extends R> mapper) {
        return via(new Stage.Map<>(mapper));
    }

    /** Emits the mapper's result for the item, unless the result is null. */
    default <R> One<R> mapNotNull(Function<? super T, ? extends @Nullable R> mapper) {
        requireNonNull(mapper, "mapper");
        return via(new Stage.Gather<@Nullable Void, T, R>(
                () -> null,
                (state, item, output) -> {
                    R result = mapper.apply(item);
                    if (result != null) {
                        output.emit(result);
                    }
                },
                (state, output) -> {},
                false));
    }

    /** Emits the item as that type. Fails with {@link ClassCastException} if the item is of another type. */
    default <R> One<R> cast(Class<R> type) {
        return map(requireNonNull(type, "type")::cast);
    }

    /** Emits the item if it is of the type. */
    default <R> One<R> ofType(Class<R> type) {
        return filter(requireNonNull(type, "type")::isInstance).cast(type);
    }

    /** Emits whether there is an item. */
    default One<Boolean> hasElement() {
        return map(item -> true).defaultIfEmpty(false);
    }

    /**
     * Maps the item to another {@code One} and emits the other's item. With a {@link Many} this does not compile: use
     * {@link #flatMapMany} for all its items, or {@code flatMap(item -> One.from(stream))} for the first.
     */
    default <R> One<R> flatMap(Function<? super T, ? extends One<? extends R>> mapper) {
        return via(new Stage.FlatMap<T, R>(mapper, Flatten.oneByOne()));
    }

    /** Maps the item to a publisher and emits the publisher's items. */
    default <R> Many<R> flatMapMany(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return toMany().via(new Stage.FlatMap<T, R>(mapper, Flatten.oneByOne()));
    }

    /** Maps the item to an iterable and emits the iterable's elements; see {@link Many#flatMapIterable}. */
    default <R> Many<R> flatMapIterable(Function<? super T, ? extends Iterable<? extends R>> mapper) {
        return toMany().flatMapIterable(mapper);
    }

    /** Returns this as a {@link Many}. */
    default Many<T> toMany() {
        return Many.of(new Origin.FromPublisher<>(this));
    }

    /** Combines the item with the item of another {@code One}; see {@code zip}. */
    default <U, R> One<R> zipWith(One<? extends U> other, BiFunction<? super T, ? super U, ? extends R> combiner) {
        return zip(this, other, combiner);
    }

    /**
     * Maps the item to another {@code One} and combines the items of both. Completes without an item if either is
     * missing.
     */
    default <U, R> One<R> zipWhen(
            Function<? super T, ? extends One<? extends U>> other,
            BiFunction<? super T, ? super U, ? extends R> combiner) {
        requireNonNull(other, "other");
        requireNonNull(combiner, "combiner");
        // Hidden, so that zip owns the item and discards it if the other has none.
        return flatMap(item -> One.<T, U, R>zip(
                just(item).hide(),
                defer(() -> requireNonNull(other.apply(item), "zipWhen: the function returned null")),
                (first, second) ->
                        requireNonNull(combiner.apply(first, second), "zipWhen: the combiner returned null")));
    }

    /** Drops the item, and completes when this does. */
    default One<Void> then() {
        return this.<Void>via(new Stage.Gather<@Nullable Void, T, Void>(
                () -> null, (state, item, output) -> {}, (state, output) -> {}, false));
    }

    /** Drops the item. When this has completed, continues with the next. */
    default <R> One<R> then(One<R> next) {
        requireNonNull(next, "next");
        return One.<R>of(new Origin.FromPublisher<>(thenMany(next)));
    }

    /** Drops the item. When this has completed, continues with the next publisher. */
    default <R> Many<R> thenMany(Publisher<? extends R> next) {
        requireNonNull(next, "next");
        return Many.concat(One.<R>cast(then()), next);
    }

    @SuppressWarnings("unchecked") // the first source of thenMany has no items, the second is a publisher of R
    private static <R> Publisher<R> cast(Publisher<?> source) {
        return (Publisher<R>) source;
    }

    /** Drops the item. When this has completed, emits the given item. */
    default <R> One<R> thenReturn(R item) {
        return then(just(item));
    }

    /** Continues with the fallback's {@code One} after a failure. */
    default One<T> onErrorResume(Function<? super Throwable, ? extends One<? extends T>> fallback) {
        return via(new Stage.Resume<>(fallback));
    }

    /** As {@link #onErrorResume(Function)}, for failures of that type. Other failures pass. */
    default <E extends Throwable> One<T> onErrorResume(
            Class<E> type, Function<? super E, ? extends One<? extends T>> fallback) {
        requireNonNull(type, "type");
        requireNonNull(fallback, "fallback");
        return onErrorResume(
                failure -> type.isInstance(failure) ? fallback.apply(type.cast(failure)) : One.<T>error(failure));
    }

    /** Continues with the supplier's {@code One} if there was no item. */
    default One<T> switchIfEmpty(Supplier<? extends One<? extends T>> fallback) {
        return via(new Stage.IfEmpty<>(fallback));
    }

    /** Calls the action with the item before it is emitted, or with null before this completes without an item. */
    default One<T> doOnSuccess(Consumer<? super @Nullable T> action) {
        requireNonNull(action, "action");
        return via(new Stage.Gather<Examined<Holder<Boolean>, T>, T, T>(
                () -> new Examined<>(new Holder<>(false)),
                (examined, item, output) -> {
                    examined.state.value = true;
                    examined.item = item;
                    action.accept(item);
                    if (examined.take() != null) {
                        output.emit(item);
                    }
                },
                (examined, output) -> {
                    if (!examined.state.value) {
                        action.accept(null);
                    }
                },
                false,
                Examined::held));
    }

    /**
     * Applies a function to this and returns the result as a {@code One}. So a chain of operators can have a name and
     * be used again.
     */
    default <R> One<R> transform(Function<? super One<T>, ? extends Publisher<? extends R>> function) {
        return from(requireNonNull(function.apply(this), "transform: the function returned null"));
    }

    /** As {@link #transform}, but calls the function for each subscriber. */
    default <R> One<R> transformDeferred(Function<? super One<T>, ? extends Publisher<? extends R>> function) {
        requireNonNull(function, "function");
        return defer(
                () -> from(requireNonNull(function.apply(this), "transformDeferred: the function returned null")));
    }

    // Looking

    /** Emits one signal as a value: the item, or the end if there was no item. */
    default One<Signal<T>> materialize() {
        return this.<Signal<T>>map(Signal.Next::new)
                .defaultIfEmpty(new Signal.Completed<>())
                .onErrorReturn(Signal.Failed::new);
    }

    /** Emits the item with the time since the subscription. */
    default One<Timed<T>> timed() {
        return via(new Stage.Measure<>());
    }

    // Again

    /** Emits the item of each subscription; see {@link Many#repeat(long)}. */
    default Many<T> repeat(long repeats) {
        return toMany().repeat(repeats);
    }

    /** Emits the item of each subscription; see {@link Many#repeat(Repeat)}. */
    default Many<T> repeat(Repeat policy) {
        return toMany().repeat(policy);
    }

    /**
     * Subscribes again, as the policy says, until there is an item. Completes without an item when the policy gives up.
     */
    default One<T> repeatWhenEmpty(Repeat policy) {
        return repeat(policy).next();
    }

    /**
     * Subscribes once and gives all subscribers the same result, for ever: item, completion or failure. The first
     * subscriber starts this; a subscriber that cancels does not stop it. Thread: as {@link Many#share(int)}.
     */
    default One<T> memoize() {
        return memoize(Memory.forever());
    }

    /**
     * As {@link #memoize()}, but forgets the result when the policy says so. The next subscriber then subscribes to
     * this anew.
     */
    default One<T> memoize(Memory<? super T> memory) {
        return Engines.engine().memoize(this, requireNonNull(memory, "memory"));
    }

    // Leaving

    /**
     * Waits for the result on the {@linkplain Nagare#current() current} runtime, as {@link Nagare#blockOn(One)} does.
     *
     * @return the item, or null if there was none
     * @throws BlockedWorkerException on a worker thread
     * @throws RuntimeException the failure itself if it is unchecked, else a {@link BlockingCallException} with the
     *     failure as its cause
     */
    default @Nullable T block() {
        return Nagare.current().blockOn(this);
    }

    /**
     * As {@link #block()}, but waits no longer than {@code limit}.
     *
     * @return the item, or null if there was none
     * @throws TimedOutException if there was no result in time; the subscription is then cancelled
     * @throws BlockedWorkerException on a worker thread
     * @throws RuntimeException as {@link #block()}
     */
    default @Nullable T block(Duration limit) {
        return Nagare.current().blockOn(this, limit);
    }

    /**
     * Subscribes at once and returns the result as a future, with the value null if there is no item. Cancelling the
     * future cancels the subscription, as from another thread. Work under way may still be done: a value may be sent
     * although {@code cancel} has returned true.
     */
    default CompletableFuture<@Nullable T> toFuture() {
        return FutureSubscriber.subscribe(this);
    }
}

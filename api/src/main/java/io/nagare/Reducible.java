package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.emit.Step;
import io.nagare.failure.NoValueException;
import io.nagare.failure.TooManyItemsException;
import io.nagare.operator.Holder;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The operators that reduce a {@link Many} to one result or to running results, and those that send it somewhere.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface Reducible<T> extends Async<T, Many<T>> {

    /** Collects the items into a container, which the supplier makes for each subscriber. Demand: unbounded. */
    default <A> One<A> collect(Supplier<? extends A> container, BiConsumer<? super A, ? super T> accumulator) {
        requireNonNull(container, "container");
        return atMostOne(Programs.many(this, new Stage.Collect<T, A, A>(
                () -> requireNonNull(container.get(), "collect: the container's supplier returned null"),
                accumulator,
                result -> result)));
    }

    /** Collects the items with a collector. Emits nothing if the collector's result is null. Demand: unbounded. */
    default <A, R> One<R> collect(Collector<? super T, A, ? extends @Nullable R> collector) {
        requireNonNull(collector, "collector");
        return atMostOne(Programs.many(
                this, new Stage.Collect<T, A, R>(collector.supplier(), collector.accumulator(), collector.finisher())));
    }

    /** Collects the items into a list. The list is empty if there are no items. Demand: unbounded. */
    default One<List<T>> collectList() {
        return atMostOne(Programs.many(
                this,
                new Stage.Collect<T, List<T>, List<T>>(ArrayList::new, List::add, items -> items, items -> items)));
    }

    /** Reduces the items to one. Emits nothing if there are none. Demand: unbounded. */
    default One<T> reduce(BinaryOperator<T> accumulator) {
        requireNonNull(accumulator, "accumulator");
        return atMostOne(Programs.many(this, new Stage.Collect<T, Holder<@Nullable T>, T>(
                () -> new Holder<>(null),
                (holder, item) -> holder.value = holder.value == null
                        ? item
                        : requireNonNull(
                                accumulator.apply(holder.value, item), "reduce: the accumulator returned null"),
                holder -> holder.value,
                Holder::held)));
    }

    /** Reduces the items to one, beginning with a seed. Demand: unbounded. */
    default <R> One<R> reduce(R seed, BiFunction<? super R, ? super T, ? extends R> accumulator) {
        requireNonNull(seed, "seed");
        return reduceWith(() -> seed, accumulator);
    }

    /**
     * As {@link #reduce(Object, BiFunction)}, with a seed that the supplier makes for each subscriber. Demand:
     * unbounded.
     */
    default <R> One<R> reduceWith(
            Supplier<? extends R> seed, BiFunction<? super R, ? super T, ? extends R> accumulator) {
        requireNonNull(seed, "seed");
        requireNonNull(accumulator, "accumulator");
        return atMostOne(Programs.many(this, new Stage.Collect<T, Holder<R>, R>(
                () -> new Holder<>(requireNonNull(seed.get(), "reduceWith: the seed's supplier returned null")),
                (holder, item) -> holder.value =
                        requireNonNull(accumulator.apply(holder.value, item), "reduce: the accumulator returned null"),
                holder -> holder.value)));
    }

    /**
     * Emits the running results of the accumulator: first the first item, then the result for the last result and an
     * item.
     */
    default Many<T> scan(BinaryOperator<T> accumulator) {
        requireNonNull(accumulator, "accumulator");
        return running(() -> new Holder<@Nullable T>(null), (last, item, output) -> {
            T result = last.value == null ? item : accumulator.apply(last.value, item);
            output.emit(last.value = requireNonNull(result, "scan: the accumulator returned null"));
        });
    }

    /**
     * Emits the running results of the accumulator: first its result for {@code seed} and the first item. <b>The seed
     * itself is not emitted</b>. {@code Gatherers.scan} of the JDK does the same; Reactor and RxJava emit the seed. Put
     * {@code startWith(seed)} behind this to emit it first.
     */
    default <R> Many<R> scan(R seed, BiFunction<? super R, ? super T, ? extends R> accumulator) {
        requireNonNull(seed, "seed");
        return scanWith(() -> seed, accumulator);
    }

    /** As {@link #scan(Object, BiFunction)}, with a seed that the supplier makes for each subscriber. */
    default <R> Many<R> scanWith(
            Supplier<? extends R> seed, BiFunction<? super R, ? super T, ? extends R> accumulator) {
        requireNonNull(seed, "seed");
        requireNonNull(accumulator, "accumulator");
        return this.<Holder<R>, R>running(
                () -> new Holder<>(requireNonNull(seed.get(), "scanWith: the seed's supplier returned null")),
                (last, item, output) -> output.emit(last.value = requireNonNull(
                        accumulator.apply(last.value, item), "scan: the accumulator returned null")));
    }

    private <A, R> Many<R> running(Supplier<A> state, Step<? super A, ? super T, R> step) {
        return Programs.many(this, new Stage.Gather<A, T, R>(state, step, (last, output) -> {}, false));
    }

    /** Emits the first item and cancels upstream. Emits nothing if there is no item. */
    default One<T> next() {
        return atMostOne(asMany().take(1));
    }

    /** Emits the last item. Emits nothing if there is no item. Demand: unbounded. */
    default One<T> last() {
        return atMostOne(Programs.many(this, new Stage.Collect<T, Holder<@Nullable T>, T>(
                () -> new Holder<>(null),
                (holder, item) -> holder.value = item,
                holder -> holder.value,
                Holder::held)));
    }

    /**
     * Emits the only item. Fails with {@link NoValueException} if there is none, and with {@link TooManyItemsException}
     * if there is a second. Demand: two items.
     */
    default One<T> single() {
        return singleOrEmpty().orError(NoValueException::new);
    }

    /** Emits the item if there is one. Fails with {@link TooManyItemsException} at a second. Demand: two items. */
    @SuppressWarnings("NullAway") // a finisher may return null for no item
    default One<T> singleOrEmpty() {
        return atMostOne(Programs.many(asMany().take(2), new Stage.Collect<T, List<T>, T>(
                () -> new ArrayList<>(2),
                List::add,
                items -> {
                    if (items.size() > 1) {
                        throw new TooManyItemsException("single expects one item at the most, but there was another");
                    }
                    return items.isEmpty() ? null : items.get(0);
                },
                items -> items)));
    }

    /**
     * Emits the item at an index and cancels upstream. Emits nothing if there are too few items.
     *
     * @param index how many items come before, at least 0
     * @throws IllegalArgumentException if the index is negative
     */
    default One<T> elementAt(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("elementAt needs an index of at least 0, but was given " + index);
        }
        return asMany().skip(index).next();
    }

    /** Emits whether there is an item, as soon as that is known. */
    default One<Boolean> hasElements() {
        return any(item -> true);
    }

    /** Emits whether the predicate accepts any item, as soon as that is known. */
    default One<Boolean> any(Predicate<? super T> predicate) {
        return filter(predicate).next().map(item -> true).defaultIfEmpty(false);
    }

    /** Emits whether the predicate accepts all items, as soon as that is known. */
    default One<Boolean> all(Predicate<? super T> predicate) {
        requireNonNull(predicate, "predicate");
        return any(item -> !predicate.test(item)).map(found -> !found);
    }

    /** Emits whether any item equals the given one, as soon as that is known. */
    default One<Boolean> contains(T item) {
        return any(requireNonNull(item, "item")::equals);
    }

    /** Emits the number of items. Demand: unbounded. */
    default One<Long> count() {
        return atMostOne(Programs.many(this, new Stage.Collect<T, long[], Long>(
                () -> new long[1], (counter, item) -> counter[0]++, counter -> counter[0])));
    }

    /** Drops the items, and completes or fails as this stream does. Demand: unbounded. */
    default One<Void> then() {
        return atMostOne(Programs.many(this, new Stage.Collect<T, Holder<@Nullable Void>, Void>(
                () -> new Holder<>(null), (holder, item) -> {}, holder -> null)));
    }

    /** Drops the items. When this stream has completed, continues with the next. Demand of this stream: unbounded. */
    default <R> One<R> then(One<R> next) {
        return then().then(next);
    }

    /** Drops the items. When this stream has completed, continues with the next. Demand of this stream: unbounded. */
    default <R> Many<R> thenMany(Publisher<R> next) {
        return then().thenMany(next);
    }

    /** Drops the items. When this stream has completed, emits the given item. Demand of this stream: unbounded. */
    default <R> One<R> thenReturn(R item) {
        return then().thenReturn(item);
    }

    /**
     * Spawns a task for each item, each on its own strand, and completes when all tasks have ended. At most {@code
     * concurrency} tasks run at a time. Demand: one item for each task that may start. Errors: a task's failure goes to
     * the runtime's failure handler and ends nothing else. Cancellation aborts the tasks.
     *
     * <p>A connection belongs to its task. It is closed when the task completes, and reset when the task fails or is
     * aborted. A connection stays open if its {@code keepOpen()} was called ({@link io.nagare.Owned}). The mapper must
     * close other items itself.
     *
     * @param concurrency at least 1
     * @throws IllegalArgumentException if the concurrency is less than 1
     */
    default One<Void> spawnEach(int concurrency, Function<? super T, ? extends Publisher<?>> mapper) {
        return atMostOne(Programs.many(this, new Stage.SpawnEach<T>(concurrency, mapper)));
    }

    /**
     * Sends each item to the sink, such as a channel, and completes after the last. The sink stays open. Demand: as the
     * sink says in {@link Sink#sendAll}. A {@link io.nagare.channel.Broadcast} that overwrites never waits; the other
     * channels request one item when there is room.
     */
    default One<Void> sendTo(Sink<? super T> sink) {
        return requireNonNull(sink, "sink").sendAll(asMany());
    }

    /**
     * As {@link #sendTo}, and closes the sink before the end is passed on: after the last item, on failure and on
     * cancellation. The receiver gets what was sent and then completes. Only this result fails, so a receiver cannot
     * tell a stream that broke off from one that completed.
     */
    default One<Void> pipeTo(Sink<? super T> sink) {
        requireNonNull(sink, "sink");
        return One.using(() -> sink, open -> sendTo(open), Sink::close);
    }

    /** Only a {@link Many} has these operators. */
    private Many<T> asMany() {
        return (Many<T>) this;
    }

    private static <R> One<R> atMostOne(Many<R> stream) {
        return Programs.one(new Origin.FromPublisher<>(stream));
    }
}

package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.policy.Grouping;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What divides a {@link Many} into parts: buffers, windows and groups.
 *
 * @param <T> what is emitted
 */
public interface Divisible<T> extends Async<T, Many<T>> {

    /** This stream with a stage behind it. The hook that every operator is made of. */
    <R> Many<R> via(Stage<? super T, R> stage);

    /**
     * Emits lists of {@code size} items, at least 1, the last of what is left. Demand: as many items as the lists need.
     * Cancellation and failures of upstream discard an unfinished list. Buffer: a list.
     */
    default Many<List<T>> buffer(int size) {
        return buffer(size, size);
    }

    /**
     * As {@link #buffer(int)}, with another list beginning every {@code skip} items, at least 1: lists overlap if it is
     * less than {@code size}; if it is more, the items between them are discarded. At the end all unfinished lists are
     * emitted.
     */
    default Many<List<T>> buffer(int size, int skip) {
        return via(new Stage.Buffer<>(size, skip));
    }

    /**
     * Emits lists of items, each ending with an item that the predicate accepts, the last of what is left. Demand: one
     * item after the other until a list is complete. Cancellation and failures discard an unfinished list. Buffer: a
     * list, which has no bound but the predicate.
     */
    default Many<List<T>> bufferUntil(Predicate<? super T> boundary) {
        requireNonNull(boundary, "boundary");
        return via(new Stage.BufferUntil<>(() -> boundary, false));
    }

    /** Emits lists of neighbours with equal keys; otherwise as {@link #bufferUntil(Predicate)}. */
    default Many<List<T>> bufferUntilChanged(Function<? super T, ?> key) {
        requireNonNull(key, "key");
        return via(new Stage.BufferUntil<>(() -> changeOf("bufferUntilChanged", key), true));
    }

    private static <T> Predicate<T> changeOf(String operator, Function<? super T, ?> key) {
        Holder<@Nullable Object> last = new Holder<>(null);
        return item -> {
            Object previous = last.value;
            last.value = requireNonNull(key.apply(item), operator + ": the key function returned null");
            return previous != null && !previous.equals(last.value);
        };
    }

    /**
     * Emits a list when {@code size} items, at least 1, have come, or when {@code limit}, above 0, has passed since its
     * first item. Demand: a list whose time is up waits for it, and may fill meanwhile; never more than {@code size}
     * items are requested ahead. Cancellation and failures discard an unfinished list. Buffer: a list. (Reactor's
     * {@code bufferTimeout} with fair backpressure.)
     */
    default Many<List<T>> bufferTimeout(int size, Duration limit) {
        return via(new Stage.BufferTimeout<>(size, limit));
    }

    /**
     * Emits windows: streams of {@code size} items each, at least 1, the last of what is left. A window begins with its
     * first item and is for one subscriber; another gets a {@link SubscribedTwiceException}. It may be subscribed on
     * any strand; this stream's is the quickest. Demand: as many items as the windows need; those that a window's
     * subscriber does not want yet wait in it, also when there is none. A window whose subscriber cancels goes on
     * without it, its items discarded. Cancellation: a window that has a subscriber goes on to its end, and then
     * upstream is cancelled; one that has none is given up, and a later subscriber gets an {@link UnclaimedException}.
     * Failures of upstream reach the windows behind what waits in them. Buffer: each window that was wanted may have to
     * hold {@code size} items.
     */
    default Many<Many<T>> window(int size) {
        return via(new Stage.Window<>(size, null));
    }

    /**
     * As {@link #window(int)}, but a window also ends when {@code limit}, above 0, has passed since its first item.
     * Windows of less than {@code size} items may have to wait for demand; no more than {@code size} items do.
     */
    default Many<Many<T>> windowTimeout(int size, Duration limit) {
        return via(new Stage.Window<>(size, requireNonNull(limit, "limit")));
    }

    /** As the other, with a buffer of {@value Grouping#DEFAULT_BUFFER} items. */
    default Many<Many<T>> windowUntil(Predicate<? super T> boundary) {
        return windowUntil(boundary, Grouping.DEFAULT_BUFFER);
    }

    /**
     * As {@link #window(int)}, but a window ends with an item that the predicate accepts. Demand: one item after the
     * other; upstream waits while {@code buffer} items, at least 1, wait in the open window. If it has no subscriber
     * for ten seconds then, the stream fails with an {@link UnclaimedException}.
     */
    default Many<Many<T>> windowUntil(Predicate<? super T> boundary, int buffer) {
        requireNonNull(boundary, "boundary");
        return via(new Stage.WindowUntil<>(() -> boundary, false, buffer));
    }

    /** As the other, with a buffer of {@value Grouping#DEFAULT_BUFFER} items. */
    default Many<Many<T>> windowUntilChanged(Function<? super T, ?> key) {
        return windowUntilChanged(key, Grouping.DEFAULT_BUFFER);
    }

    /**
     * Emits windows of neighbours with equal keys; otherwise as {@link #windowUntil(Predicate, int)}. The item that
     * ends a window begins the next. If there is no demand for that one, upstream waits until there is.
     */
    default Many<Many<T>> windowUntilChanged(Function<? super T, ?> key, int buffer) {
        requireNonNull(key, "key");
        return via(new Stage.WindowUntil<>(() -> changeOf("windowUntilChanged", key), true, buffer));
    }

    /**
     * Emits a group for each key when its first item comes: a stream of the items with that key, for one subscriber, as
     * a window is. All groups end when upstream does; one that ended before, or whose subscriber cancelled, comes again
     * with the next item of its key. More groups than {@code grouping} allows: {@link TooManyGroupsException}. Demand:
     * up to its buffer ahead, as nobody knows whose the next item is, so a group that is not read for long stops all;
     * if that is because it has no subscriber, an {@link UnclaimedException} after the patience of {@code grouping}. So
     * flatten with a concurrency of at least as many groups; where only the order within a key matters, {@link
     * Many#mapPartitioned} needs no groups. Cancellation: as {@link #window(int)}.
     */
    default <K> Many<Grouped<K, T>> groupBy(Function<? super T, ? extends K> key, Grouping grouping) {
        return via(new Stage.GroupBy<>(key, grouping));
    }
}

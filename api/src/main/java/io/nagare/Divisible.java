package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.TooManyGroupsException;
import io.nagare.failure.UnclaimedException;
import io.nagare.operator.Holder;
import io.nagare.policy.Grouping;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operators that divide a {@link Many} into parts: buffers, windows and groups.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public interface Divisible<T> extends Async<T, Many<T>> {

    /**
     * Emits lists of {@code size} items. The last list holds what is left. Demand: as many items as the lists need.
     * Cancellation and failures of upstream discard an unfinished list. Buffer: one list.
     *
     * @param size at least 1
     * @throws IllegalArgumentException if the size is less than 1
     */
    default Many<List<T>> buffer(int size) {
        return buffer(size, size);
    }

    /**
     * As {@link #buffer(int)}, but a list begins every {@code skip} items. Lists overlap if {@code skip} is less than
     * {@code size}. If it is more, the items between the lists are discarded. At the end all unfinished lists are
     * emitted.
     *
     * @param size at least 1
     * @param skip at least 1
     * @throws IllegalArgumentException if either is less than 1
     */
    default Many<List<T>> buffer(int size, int skip) {
        return Programs.many(this, new Stage.Buffer<>(size, skip));
    }

    /**
     * Emits lists of items. A list ends with an item that the predicate accepts, and the last list holds what is left.
     * Demand: requests one item after the other until a list is complete. Cancellation and failures discard an
     * unfinished list. Buffer: one list, bounded by the predicate alone.
     */
    default Many<List<T>> bufferUntil(Predicate<? super T> boundary) {
        requireNonNull(boundary, "boundary");
        return Programs.many(this, new Stage.BufferUntil<>(() -> boundary, false));
    }

    /** Emits lists of neighbours with equal keys. Otherwise as {@link #bufferUntil(Predicate)}. */
    default Many<List<T>> bufferUntilChanged(Function<? super T, ?> key) {
        requireNonNull(key, "key");
        return Programs.many(this, new Stage.BufferUntil<>(() -> changeOf("bufferUntilChanged", key), true));
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
     * Emits a list when {@code size} items have come, or when {@code limit} has passed since its first item. Demand:
     * when the limit has passed, the list waits for demand and may fill meanwhile. Never more than {@code size} items
     * are requested ahead. Cancellation and failures discard an unfinished list. Buffer: one list. (Reactor's
     * {@code bufferTimeout} with fair backpressure.)
     *
     * @param size at least 1
     * @param limit above 0
     * @throws IllegalArgumentException if the size is less than 1 or the limit is not above 0
     */
    default Many<List<T>> bufferTimeout(int size, Duration limit) {
        return Programs.many(this, new Stage.BufferTimeout<>(size, limit));
    }

    /**
     * Emits windows: streams of {@code size} items each. The last window holds what is left. A window begins with its
     * first item. It serves one subscriber, on any strand; the strand of this stream is the quickest. A second
     * subscriber gets a {@link SubscribedTwiceException}.
     *
     * <p>Demand: as many items as the windows need. Items that a window's subscriber does not want yet wait in the
     * window, also while it has no subscriber. If a window's subscriber cancels, the window continues and its items are
     * discarded. Failures of upstream reach a window after the items that wait in it. Buffer: each requested window may
     * have to hold {@code size} items.
     *
     * <p>Cancellation: a window with a subscriber continues to its end; then upstream is cancelled. A window without
     * one is given up, and a later subscriber gets an {@link UnclaimedException}.
     *
     * @param size at least 1
     * @throws IllegalArgumentException if the size is less than 1
     */
    default Many<Many<T>> window(int size) {
        return Programs.many(this, new Stage.Window<>(size, null));
    }

    /**
     * As {@link #window(int)}, but a window also ends when {@code limit} has passed since its first item. Windows of
     * less than {@code size} items may have to wait for demand. No more than {@code size} items wait.
     *
     * @param size at least 1
     * @param limit above 0
     * @throws IllegalArgumentException if the size is less than 1 or the limit is not above 0
     */
    default Many<Many<T>> windowTimeout(int size, Duration limit) {
        return Programs.many(this, new Stage.Window<>(size, requireNonNull(limit, "limit")));
    }

    /** As {@link #windowUntil(Predicate, int)}, with a buffer of {@value Grouping#DEFAULT_BUFFER} items. */
    default Many<Many<T>> windowUntil(Predicate<? super T> boundary) {
        return windowUntil(boundary, Grouping.DEFAULT_BUFFER);
    }

    /**
     * As {@link #window(int)}, but a window ends with an item that the predicate accepts. Demand: requests one item
     * after the other. Upstream waits while {@code buffer} items wait in the open window. If that window then has no
     * subscriber for ten seconds, the stream fails with an {@link UnclaimedException}.
     *
     * @param buffer at least 1
     * @throws IllegalArgumentException if the buffer is less than 1
     */
    default Many<Many<T>> windowUntil(Predicate<? super T> boundary, int buffer) {
        requireNonNull(boundary, "boundary");
        return Programs.many(this, new Stage.WindowUntil<>(() -> boundary, false, buffer));
    }

    /** As {@link #windowUntilChanged(Function, int)}, with a buffer of {@value Grouping#DEFAULT_BUFFER} items. */
    default Many<Many<T>> windowUntilChanged(Function<? super T, ?> key) {
        return windowUntilChanged(key, Grouping.DEFAULT_BUFFER);
    }

    /**
     * Emits windows of neighbours with equal keys. Otherwise as {@link #windowUntil(Predicate, int)}. The item that
     * ends a window begins the next one. Without demand for the next window, upstream waits.
     *
     * @param buffer at least 1
     * @throws IllegalArgumentException if the buffer is less than 1
     */
    default Many<Many<T>> windowUntilChanged(Function<? super T, ?> key, int buffer) {
        requireNonNull(key, "key");
        return Programs.many(this, new Stage.WindowUntil<>(() -> changeOf("windowUntilChanged", key), true, buffer));
    }

    /**
     * Emits a group for each key when the key's first item comes. A group is a stream of the items with that key, and
     * serves one subscriber, as a window does. All groups end when upstream does. If a group ended before, or its
     * subscriber cancelled, the next item of its key begins another group. More groups than {@code grouping} allows
     * fail the stream with {@link TooManyGroupsException}.
     *
     * <p>Demand: up to the buffer of {@code grouping} ahead, because the next item may belong to any group. A group
     * that is not read for long therefore stops all groups. If that group has no subscriber, the stream fails with an
     * {@link UnclaimedException} after the patience of {@code grouping}. So flatten with a concurrency of at least the
     * number of groups. Where only the order within a key matters, {@link Many#mapPartitioned} needs no groups.
     * Cancellation: as {@link #window(int)}.
     */
    default <K> Many<Grouped<K, T>> groupBy(Function<? super T, ? extends K> key, Grouping grouping) {
        return Programs.many(this, new Stage.GroupBy<>(key, grouping));
    }
}

package io.nagare;

import static java.util.Objects.requireNonNull;

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
     * As {@link #buffer(int)}, with another list beginning every {@code skip} items, at least 1: lists overlap if it is less
     * than {@code size}; if it is more, the items between them are discarded. At the end all unfinished lists are emitted.
     */
    default Many<List<T>> buffer(int size, int skip) {
        return via(new Stage.Buffer<>(size, skip));
    }

    /**
     * Emits lists of items, each ending with an item that the predicate accepts, the last of what is left. Demand: one item
     * after the other until a list is complete. Cancellation and failures discard an unfinished list. Buffer: a list, which has
     * no bound but the predicate.
     */
    default Many<List<T>> bufferUntil(Predicate<? super T> boundary) {
        requireNonNull(boundary, "boundary");
        return via(new Stage.BufferUntil<>(() -> boundary, false));
    }

    /** Emits lists of neighbours with equal keys; otherwise as {@link #bufferUntil(Predicate)}. */
    default Many<List<T>> bufferUntilChanged(Function<? super T, ?> key) {
        requireNonNull(key, "key");
        return via(new Stage.BufferUntil<>(() -> changeOf(key), true));
    }

    private static <T> Predicate<T> changeOf(Function<? super T, ?> key) {
        Holder<@Nullable Object> last = new Holder<>(null);
        return item -> {
            Object previous = last.value;
            last.value = requireNonNull(key.apply(item), "bufferUntilChanged: the key function returned null");
            return previous != null && !previous.equals(last.value);
        };
    }

    /**
     * Emits a list when {@code size} items, at least 1, have come, or when {@code limit}, above 0, has passed since its first item. Demand:
     * a list whose time is up waits for it, and may fill meanwhile; never more than {@code size} items are requested ahead.
     * Cancellation and failures discard an unfinished list. Buffer: a list. (Reactor's {@code bufferTimeout} with fair backpressure.)
     */
    default Many<List<T>> bufferTimeout(int size, Duration limit) {
        return via(new Stage.BufferTimeout<>(size, limit));
    }
}

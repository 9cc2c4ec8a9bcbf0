package io.nagare.engine.fusion;

import io.nagare.driver.Strand;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Pulls the elements of an iterator. The iterator of a Java stream is closed at the end. */
final class IteratorPull<T> extends Pull<T> {

    /** Null after the end. */
    private @Nullable Iterator<? extends T> iterator;

    private final boolean ofStream;

    private IteratorPull(Iterator<? extends T> iterator, boolean ofStream) {
        this.iterator = iterator;
        this.ofStream = ofStream;
    }

    static <T> IteratorPull<T> of(Iterable<? extends T> iterable) {
        return new IteratorPull<>(
                Objects.requireNonNull(iterable.iterator(), "fromIterable: iterator() returned null"), false);
    }

    static <T> IteratorPull<T> of(@Nullable BaseStream<? extends T, ?> stream, Strand strand) {
        return new IteratorPull<>(
                new StreamElements<T>(
                        Objects.requireNonNull(stream, "fromStream: the supplier returned null"), strand),
                true);
    }

    @Override
    public @Nullable T poll() {
        Iterator<? extends T> from = iterator;
        if (from == null) {
            return null;
        }
        try {
            if (from.hasNext()) {
                return Objects.requireNonNull(from.next(), this::nullElement);
            }
        } catch (Throwable failure) {
            close();
            throw failure;
        }
        close();
        return null;
    }

    @Override
    public boolean isExhausted() {
        Iterator<? extends T> from = iterator;
        if (from == null) {
            return true;
        }
        try {
            if (from.hasNext()) {
                return false;
            }
        } catch (Throwable failure) {
            close();
            throw failure;
        }
        close();
        return true;
    }

    private String nullElement() {
        return (ofStream ? "fromStream: the stream" : "fromIterable: the iterable") + " has an element that is null";
    }

    @Override
    public void close() {
        Iterator<? extends T> from = iterator;
        iterator = null;
        if (from instanceof StreamElements<?> stream) {
            stream.close();
        }
    }
}

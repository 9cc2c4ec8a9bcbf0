package io.nagare.engine.stage;

import io.nagare.driver.Strand;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator, taken one by one; closes the Java stream that it comes from, if it comes from one. */
final class IteratorPull<T> extends Pull<T> {

    private final Strand strand;

    /** Null after the end. */
    private @Nullable Iterator<? extends T> iterator;

    private @Nullable BaseStream<?, ?> stream;

    private IteratorPull(@Nullable BaseStream<?, ?> stream, Strand strand) {
        this.stream = stream;
        this.strand = strand;
    }

    static <T> IteratorPull<T> of(Iterable<? extends T> iterable, Strand strand) {
        IteratorPull<T> pull = new IteratorPull<>(null, strand);
        pull.iterator = Objects.requireNonNull(iterable.iterator(), "fromIterable: iterator() returned null");
        return pull;
    }

    static <T> IteratorPull<T> of(@Nullable BaseStream<? extends T, ?> stream, Strand strand) {
        IteratorPull<T> pull =
                new IteratorPull<>(Objects.requireNonNull(stream, "fromStream: the supplier returned null"), strand);
        pull.iterator = stream.iterator();
        return pull;
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
        return (stream == null ? "fromIterable: the iterable" : "fromStream: the stream") + " has an element that is null";
    }

    @Override
    public void close() {
        iterator = null;
        BaseStream<?, ?> toClose = stream;
        stream = null;
        if (toClose != null) {
            try {
                toClose.close();
            } catch (Throwable failure) {
                strand.driver().unseen(failure, "closing the stream of fromStream");
            }
        }
    }
}

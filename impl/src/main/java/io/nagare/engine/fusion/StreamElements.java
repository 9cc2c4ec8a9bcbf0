package io.nagare.engine.fusion;

import io.nagare.driver.Strand;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the elements of a Java stream, and closes the stream. To find out whether there is another element, a
 * stream has to make it. So an element that was made and not taken is discarded when this is closed. Called on one
 * strand.
 */
public final class StreamElements<T> implements Iterator<T> {

    private final BaseStream<? extends T, ?> stream;
    private final Spliterator<? extends T> elements;
    private final Strand strand;
    private final Consumer<T> keep = this::keep;
    private boolean ahead;
    private boolean closed;
    private @Nullable T element;

    /** Opens the elements of a stream, which the caller closes if this throws. */
    public StreamElements(BaseStream<? extends T, ?> stream, Strand strand) {
        this.stream = stream;
        this.strand = strand;
        this.elements = stream.spliterator();
    }

    private void keep(T made) {
        if (closed) {
            // The stream's own function has cancelled.
            strand.discard(made);
        } else {
            ahead = true;
            element = made;
        }
    }

    @Override
    public boolean hasNext() {
        return ahead || elements.tryAdvance(keep) && ahead;
    }

    /** Takes the next element, which may be null, as in any Java stream. */
    @Override
    @SuppressWarnings("NullAway") // the caller checks for null
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T next = element;
        ahead = false;
        element = null;
        return next;
    }

    /** Closes the stream, and discards an element that was made and not taken. Never throws. */
    public void close() {
        T lost = element;
        closed = true;
        ahead = false;
        element = null;
        strand.discard(lost);
        try {
            stream.close();
        } catch (Throwable failure) {
            strand.driver().unseen(failure, "closing the stream of fromStream");
        }
    }
}

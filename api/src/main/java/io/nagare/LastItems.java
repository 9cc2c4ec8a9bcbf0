package io.nagare;

import io.nagare.stage.Output;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last items of a stream, so many of them. Used on one strand. */
final class LastItems<T> {

    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int count;

    LastItems(int count) {
        this.count = count;
    }

    /** The count that an operator was given, if it makes sense. */
    static int checked(String operator, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(operator + " needs a count of at least 0, but was given " + count);
        }
        return count;
    }

    /** Puts in an item, and takes out the one that is not among the last any more. */
    @Nullable T push(T item) {
        items.add(item);
        return items.size() > count ? items.remove() : null;
    }

    /** Takes all items out. */
    List<T> takeAll() {
        List<T> all = List.copyOf(items);
        items.clear();
        return all;
    }

    /** Takes out the items, one after the other, and emits them. */
    void drainTo(Output<? super T> output) {
        for (T item = items.poll(); item != null; item = items.poll()) {
            output.emit(item);
        }
    }
}

package io.nagare.operator;

import io.nagare.stage.Output;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last items of a stream, up to a count. Used on one strand. */
public final class LastItems<T> {

    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int count;

    public LastItems(int count) {
        this.count = count;
    }

    /** Checks the count that an operator was given, and returns it. */
    public static int checked(String operator, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(operator + " needs a count of at least 0, but was given " + count);
        }
        return count;
    }

    /** Adds an item, and removes and returns the item that is no longer among the last, or null. */
    public @Nullable T push(T item) {
        items.add(item);
        return items.size() > count ? items.remove() : null;
    }

    /** Removes and returns all items. */
    public List<T> takeAll() {
        List<T> all = List.copyOf(items);
        items.clear();
        return all;
    }

    /** Removes and emits the items, one after the other. */
    public void drainTo(Output<? super T> output) {
        for (T item = items.poll(); item != null; item = items.poll()) {
            output.emit(item);
        }
    }
}

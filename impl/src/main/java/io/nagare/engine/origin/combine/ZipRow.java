package io.nagare.engine.origin.combine;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The argument of a combiner: one item of each source, in the order of the sources. Cannot be changed. */
final class ZipRow<T> extends AbstractList<T> implements RandomAccess {

    private final Object[] items;

    /** Owns the array from now on. */
    ZipRow(Object[] items) {
        this.items = items;
    }

    @Override
    @SuppressWarnings("unchecked") // it holds what the sources of T gave
    public T get(int index) {
        return (T) items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}

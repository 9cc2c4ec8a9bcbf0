package io.nagare;

import static java.util.Objects.requireNonNull;

/**
 * An item and its index in the stream.
 *
 * @param index how many items came before
 * @param item the item
 * @param <T> the item's type
 * @since 0.1
 */
public record Indexed<T>(long index, T item) {
    public Indexed {
        requireNonNull(item, "item");
    }
}

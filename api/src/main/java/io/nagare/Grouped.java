package io.nagare;

import static java.util.Objects.requireNonNull;

/**
 * One group of {@code groupBy}.
 *
 * @param key the key that the items have in common
 * @param items the items, for one subscriber
 * @param <K> the key's type
 * @param <T> the items' type
 * @since 0.1
 */
public record Grouped<K, T>(K key, Many<T> items) {
    public Grouped {
        requireNonNull(key, "key");
        requireNonNull(items, "items");
    }
}

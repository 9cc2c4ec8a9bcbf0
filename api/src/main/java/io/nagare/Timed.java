package io.nagare;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * An item and when it came, by the runtime's time.
 *
 * @param item the item
 * @param sinceSubscription the time from the subscription to the item
 * @param sincePrevious the time from the item before it, or for the first from the subscription, to the item
 * @param <T> the item's type
 * @since 0.1
 */
public record Timed<T>(T item, Duration sinceSubscription, Duration sincePrevious) {
    public Timed {
        requireNonNull(item, "item");
        requireNonNull(sinceSubscription, "sinceSubscription");
        requireNonNull(sincePrevious, "sincePrevious");
    }
}

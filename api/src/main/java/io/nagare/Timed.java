package io.nagare;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * An item and its time of arrival, by the runtime's clock.
 *
 * @param item the item
 * @param sinceSubscription the time from the subscription to the item
 * @param sincePrevious the time from the previous item to this one; for the first, from the subscription
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

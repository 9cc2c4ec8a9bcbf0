package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscription;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a source that always has its next item at hand, and so can be asked for it instead of sending it.
 *
 * <p>Only for a subscriber that knows by {@link Fusion#isPullable} that there is no stage between it and the source: a stage may hand
 * its upstream's subscription down, and asking that one would go past the stage. Such a subscriber may, instead of ever calling
 * {@link #request(long)}, take the items with {@link #poll()}; it must then use that way alone and gets no signals.
 *
 * @param <T> what is taken
 */
public interface PullSubscription<T> extends StrandSubscription {

    /**
     * Takes the next item.
     *
     * @return the item, or {@code null} when there are no more; the source has then released what it held
     * @throws RuntimeException if the source fails; it has then released what it held
     */
    @Nullable T poll();

    /**
     * Whether it is known that there are no more items, so that an end need not wait for demand. Takes nothing.
     *
     * @return {@code true} if there are none; the source has then released what it held
     * @throws RuntimeException if the source fails; it has then released what it held
     */
    boolean isExhausted();
}

package io.nagare.engine.fusion;

import org.jspecify.annotations.Nullable;

/**
 * A source that always has its next item at hand, opened to be asked for items: no subscription, no demand, no signals.
 * {@link Fusion#pull} opens it on the strand of the stage that asks. The stage then calls it on that strand only.
 *
 * @param <T> the type of the items
 */
public abstract class Pull<T> {

    Pull() {}

    /**
     * Takes the next item.
     *
     * @return the item, or {@code null} if there are no more; the source has then released its resources
     * @throws RuntimeException if the source fails; it is the source's own failure, even a checked one, and the source
     *     has then released its resources
     */
    public abstract @Nullable T poll();

    /**
     * Whether the source is known to have no more items, so that an end need not wait for demand. Takes nothing.
     *
     * @return {@code true} if there are none; the source has then released its resources
     * @throws RuntimeException as {@link #poll()} does
     */
    public abstract boolean isExhausted();

    /** Releases the source's resources. {@link #poll()} then returns nothing more. */
    public abstract void close();
}

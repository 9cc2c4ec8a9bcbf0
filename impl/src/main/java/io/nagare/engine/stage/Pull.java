package io.nagare.engine.stage;

import org.jspecify.annotations.Nullable;

/**
 * A source that always has its next item at hand, opened to be asked for it: no subscription, no demand, no signals.
 * {@link Fusion#pull} opens it, on the strand of the stage that asks, which then calls it on that strand alone.
 *
 * @param <T> what is taken
 */
public abstract class Pull<T> {

    Pull() {}

    /**
     * Takes the next item.
     *
     * @return the item, or {@code null} when there are no more; the source has then released what it held
     * @throws RuntimeException if the source fails, with whatever it failed with, also if that is checked; it has then
     *     released what it held
     */
    public abstract @Nullable T poll();

    /**
     * Whether it is known that there are no more items, so that an end need not wait for demand. Takes nothing.
     *
     * @return {@code true} if there are none; the source has then released what it held
     * @throws RuntimeException as {@link #poll()} does
     */
    public abstract boolean isExhausted();

    /** Releases what the source holds, and has {@link #poll()} give nothing more. */
    public abstract void close();
}

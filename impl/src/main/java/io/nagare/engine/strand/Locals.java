package io.nagare.engine.strand;

import io.nagare.TaskLocal;
import org.jspecify.annotations.Nullable;

/**
 * The values of a subscription's {@link TaskLocal}s: an immutable list, the last written first. A null list is an empty
 * one.
 *
 * <p>The thread that runs a strand holds the list of the part of the program that it is in. It is changed only where a
 * signal passes a {@code contextWrite}, and where a leaf above one is stepped, so that programs without one pay
 * nothing.
 */
public final class Locals {

    private static final ThreadLocal<@Nullable Locals> CURRENT = new ThreadLocal<>();

    /**
     * Whether there has ever been a list; read without order, since a thread that needs it true has written it itself
     * or was handed the list.
     */
    private static boolean used;

    private final TaskLocal<?> key;
    private final Object value;
    private final @Nullable Locals older;

    private Locals(TaskLocal<?> key, Object value, @Nullable Locals older) {
        this.key = key;
        this.value = value;
        this.older = older;
    }

    /** A list with one more value. */
    public static Locals with(@Nullable Locals list, TaskLocal<?> key, Object value) {
        used = true;
        return new Locals(key, value, list);
    }

    /** Makes this the calling thread's list, and returns the one it had, to be put back by another call. */
    public static @Nullable Locals swap(@Nullable Locals next) {
        Locals previous = CURRENT.get();
        if (previous != next) {
            if (next == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(next);
            }
        }
        return previous;
    }

    /** The calling thread's list. */
    public static @Nullable Locals current() {
        return CURRENT.get();
    }

    /** As {@code swap(null)}, for free while no program has used a list. */
    public static @Nullable Locals leave() {
        return used ? swap(null) : null;
    }

    /** Undoes {@link #leave()}. */
    public static void enter(@Nullable Locals previous) {
        if (previous != null) {
            swap(previous);
        }
    }

    /** The value in the calling thread's list. */
    @SuppressWarnings("unchecked") // with() is given a value of the key's type
    public static <T> @Nullable T find(TaskLocal<T> key) {
        for (Locals locals = CURRENT.get(); locals != null; locals = locals.older) {
            if (locals.key == key) {
                return (T) locals.value;
            }
        }
        return null;
    }
}

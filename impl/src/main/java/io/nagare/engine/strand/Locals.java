package io.nagare.engine.strand;

import io.nagare.TaskLocal;
import org.jspecify.annotations.Nullable;

/**
 * The values of a subscription's {@link TaskLocal}s: an immutable list, newest value first. Null is the empty list.
 *
 * <p>The thread that runs a strand holds the list of the part of the program that it executes. The list changes only
 * where a signal passes a {@code contextWrite}, and where a leaf upstream of one is stepped. So programs without one
 * pay nothing.
 */
public final class Locals {

    private static final ThreadLocal<@Nullable Locals> CURRENT = new ThreadLocal<>();

    /**
     * Whether there has ever been a list. Plain suffices: a thread that holds a list has written this field, or got the
     * list by a safe publication. That publication orders the write before. Any other thread has no list to leave.
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

    /** Returns a list with one more value. */
    public static Locals with(@Nullable Locals list, TaskLocal<?> key, Object value) {
        used = true;
        return new Locals(key, value, list);
    }

    /** Makes the given list the calling thread's, and returns the previous one. Another call must put that back. */
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

    /** Does {@code swap(null)}; costs nothing while no program has used a list. */
    public static @Nullable Locals leave() {
        return used ? swap(null) : null;
    }

    /** Undoes a {@link #leave()}. */
    public static void enter(@Nullable Locals previous) {
        if (previous != null) {
            swap(previous);
        }
    }

    /** Returns the newest value of the key in the calling thread's list, or null. */
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

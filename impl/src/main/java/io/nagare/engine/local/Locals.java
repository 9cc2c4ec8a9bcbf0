package io.nagare.engine.local;

import io.nagare.TaskLocal;
import io.nagare.driver.ThreadContext;
import io.nagare.driver.ThreadContext.Captured;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a subscription's {@link TaskLocal}s: an immutable list, newest value first. Null is the empty list.
 *
 * <p>The thread that runs a strand holds the list of the part of the program that it executes. The list changes only
 * where a signal passes a {@code contextWrite}, and where a leaf upstream of one is stepped. So programs without one
 * pay nothing.
 *
 * <p>A list also holds what a {@link ThreadContext} has captured, if one is carried. The thread gets it with the list.
 */
public final class Locals {

    private static final ThreadLocal<@Nullable Locals> CURRENT = new ThreadLocal<>();

    /**
     * Whether there has ever been a list. Plain suffices: a thread that holds a list has written this field, or got the
     * list by a safe publication. That publication orders the write before. Any other thread has no list to leave.
     */
    private static boolean used;

    /** The key of a list that begins with what its thread had. */
    private static final TaskLocal<Object> THREAD = TaskLocal.named("thread");

    private final TaskLocal<?> key;
    private final Object value;
    private final @Nullable Locals older;

    /** What a thread gets with this list; null for nothing. */
    private final @Nullable Captured context;

    private Locals(TaskLocal<?> key, Object value, @Nullable Locals older, @Nullable Captured context) {
        this.key = key;
        this.value = value;
        this.older = older;
        this.context = context;
    }

    /** Returns a list with one more value. */
    public static Locals with(@Nullable Locals list, TaskLocal<?> key, Object value) {
        used = true;
        Captured outer = contextOf(list);
        ThreadContext carried = ThreadContext.carried();
        return new Locals(key, value, list, carried == null ? outer : carried.written(outer, value));
    }

    /** Returns the list of a stream that begins on the calling thread: empty, unless a context is carried. */
    public static @Nullable Locals ofThread() {
        Captured captured = InstalledContext.capture();
        if (captured == null) {
            return null;
        }
        used = true;
        return new Locals(THREAD, captured, null, captured);
    }

    /** Whether no task local has a value, whatever the thread has brought. */
    public static boolean isEmpty(@Nullable Locals list) {
        return list == null || list.key == THREAD;
    }

    private static @Nullable Captured contextOf(@Nullable Locals list) {
        return list == null ? null : list.context;
    }

    /** Makes the given list the calling thread's, and returns the previous one. Another call must put that back. */
    public static @Nullable Locals swap(@Nullable Locals next) {
        Locals previous = CURRENT.get();
        if (previous != next) {
            // Not removed: the next item would allocate its place anew.
            CURRENT.set(next);
            Captured context = contextOf(next);
            if (!Objects.equals(context, contextOf(previous))) {
                InstalledContext.change(context);
            }
        }
        return previous;
    }

    /** The calling thread's list. */
    public static @Nullable Locals current() {
        return CURRENT.get();
    }

    /** Does {@code swap(first)}, where a strand begins to run. Costs nothing while no program has used a list. */
    public static @Nullable Locals begin(@Nullable Locals first) {
        return used ? swap(first) : null;
    }

    /** Undoes a {@link #begin}. */
    public static void end(@Nullable Locals previous) {
        if (used) {
            swap(previous);
        }
    }

    /** Does something with the given list, within whatever the calling thread does. */
    public static void within(@Nullable Locals list, Runnable work) {
        Locals previous = begin(list);
        try {
            work.run();
        } finally {
            end(previous);
        }
    }

    /** Makes a job find the given list, on whatever thread it runs. Without a list, the job finds what is there. */
    public static Runnable bound(@Nullable Locals list, Runnable work) {
        return list == null ? work : finding(list, work);
    }

    /** Makes a job find the calling thread's list with what is captured now, on whatever thread it runs. */
    public static Runnable boundHere(Runnable work) {
        return finding(here(), work);
    }

    private static Runnable finding(@Nullable Locals list, Runnable work) {
        return () -> within(list, work);
    }

    /** Returns the calling thread's list. A function may have changed what its thread had. */
    private static @Nullable Locals here() {
        Locals list = CURRENT.get();
        if (list == null) {
            return ofThread();
        }
        Captured captured = InstalledContext.capture();
        return Objects.equals(captured, list.context)
                ? list
                : new Locals(list.key, list.value, list.older, captured);
    }

    /** Returns the newest value of each key in the calling thread's list. */
    public static Map<TaskLocal<?>, Object> all() {
        Map<TaskLocal<?>, Object> values = new HashMap<>();
        for (Locals locals = CURRENT.get(); locals != null; locals = locals.older) {
            if (locals.key != THREAD) {
                values.putIfAbsent(locals.key, locals.value);
            }
        }
        return values;
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

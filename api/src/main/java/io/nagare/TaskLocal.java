package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.ThreadContext;
import io.nagare.stage.Engines;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to a subscription (Tokio's {@code task_local}). {@link Async#contextWrite} writes it. Every
 * function upstream of that operator can read it, on any thread, without being handed anything. That includes functions
 * after a failure, in inner publishers, in {@code mapParallel}, and on the other strands of {@code runOn} and {@code
 * spawnEach}.
 *
 * <pre>{@code
 * static final TaskLocal<String> REQUEST = TaskLocal.named("request");
 *
 * Many<String> lines = source.map(line -> REQUEST.getOr("none") + ": " + line);
 * lines.contextWrite(REQUEST, "r-17").subscribe(System.out::println);
 * }</pre>
 *
 * <p>A spawned task starts without values. A publisher that several subscribers share has none, and neither has a
 * foreign publisher.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class TaskLocal<T> {

    private final String name;

    private TaskLocal(String name) {
        this.name = requireNonNull(name, "name");
    }

    /** Makes a local. The name is for people. */
    public static <T> TaskLocal<T> named(String name) {
        return new TaskLocal<>(name);
    }

    /** Returns the value for the subscription that the calling function serves, or null if there is none. */
    public @Nullable T get() {
        return Engines.engine().local(this);
    }

    /** Returns the value for the subscription that the calling function serves, or {@code other} if there is none. */
    public T getOr(T other) {
        T value = get();
        return value == null ? requireNonNull(other, "other") : value;
    }

    /**
     * Gives the calling thread a value, which {@link #get()} then finds there. A bridge does so while the thread runs
     * code of another library that belongs to a subscription.
     *
     * @return gives the thread its previous values back; called once, on the same thread
     */
    public Runnable install(T value) {
        return Engines.engine().install(this, requireNonNull(value, "value"));
    }

    /**
     * Remembers the calling thread's values of all locals. A bridge does so before the thread runs code of another
     * library that may leave other values behind.
     *
     * @return gives the thread these values back; called once, on the same thread
     */
    public static Runnable remember() {
        return Engines.engine().rememberLocals();
    }

    /**
     * Returns the values of all locals for the subscription that the calling function serves. A bridge hands them to
     * another library.
     */
    public static Map<TaskLocal<?>, Object> values() {
        return Engines.engine().locals();
    }

    /**
     * Makes a task find what the calling function finds, on whatever thread it runs: the values of all locals, and what
     * a {@link ThreadContext} captures now. It finds no others, and its thread has its own again afterwards. A bridge
     * does so with the tasks of its scheduler.
     */
    public static Runnable bound(Runnable task) {
        return Engines.engine().bound(requireNonNull(task, "task"));
    }

    @Override
    public String toString() {
        return name;
    }
}

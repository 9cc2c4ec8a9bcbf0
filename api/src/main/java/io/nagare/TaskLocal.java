package io.nagare;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to a subscription: written by {@link Async#contextWrite} and readable, with nothing handed on,
 * in every function upstream of that, on whatever thread it is called: also after a failure, in inner publishers, and
 * on the other strands of {@code runOn} and {@code spawnEach}, and in {@code mapParallel}. A pendant of Tokio's {@code
 * task_local}.
 *
 * <pre>{@code
 * static final TaskLocal<String> REQUEST = TaskLocal.named("request");
 *
 * Many<String> lines = source.map(line -> REQUEST.getOr("none") + ": " + line);
 * lines.contextWrite(REQUEST, "r-17").subscribe(System.out::println);
 * }</pre>
 *
 * <p>A task that is spawned has none of its own; neither has a publisher that several share, nor a foreign one.
 *
 * @param <T> the value
 * @since 0.1
 */
public final class TaskLocal<T> {

    private final String name;

    private TaskLocal(String name) {
        this.name = requireNonNull(name, "name");
    }

    /** A value of its own; the name is for people. */
    public static <T> TaskLocal<T> named(String name) {
        return new TaskLocal<>(name);
    }

    /** The value of the subscription that the calling function works for, or null if there is none. */
    public @Nullable T get() {
        return Engines.engine().local(this);
    }

    /** The value of the subscription that the calling function works for, or another if there is none. */
    public T getOr(T other) {
        T value = get();
        return value == null ? requireNonNull(other, "other") : value;
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.nagare.sync;

import io.nagare.One;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, by the first who needs it (Tokio's {@code OnceCell} and {@code SetOnce}).
 *
 * <pre>{@code
 * OnceCell<Connection> connection = OnceCell.create();
 * requests.flatMap(request -> connection.getOrInit(connect()).flatMap(c -> c.send(request)));
 * }</pre>
 *
 * @param <T> the value
 */
public interface OnceCell<T> {

    /** A cell without a value. */
    static <T> OnceCell<T> create() {
        return SynchronizationEngines.engine().onceCell();
    }

    /** The value, or null if it has not been set. */
    @Nullable T get();

    /**
     * Sets the value. Returns false, and does nothing, if it has been set or an initialiser is running.
     */
    boolean set(T value);

    /**
     * Emits the value; if there is none, the initialiser sets it. Of several subscribers one runs its initialiser and
     * the others wait; if it fails, completes without an item or is cancelled, the next runs its own. Demand: begins
     * with the first. Errors: those of this subscriber's own initialiser; {@link java.util.NoSuchElementException} if
     * it had no item. An initialiser must not wait for the cell itself.
     */
    One<T> getOrInit(One<? extends T> initialiser);

    /** Emits the value when it has been set, by whomever. Demand: waits from the first on. */
    One<T> whenSet();
}

package io.nagare.sync;

import io.nagare.One;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, by the first subscriber that needs it (Tokio's {@code OnceCell} and {@code SetOnce}).
 *
 * <pre>{@code
 * OnceCell<Connection> connection = OnceCell.create();
 * requests.flatMap(request -> connection.getOrInit(connect()).flatMap(c -> c.send(request)));
 * }</pre>
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface OnceCell<T> {

    /** Makes a cell without a value. */
    static <T> OnceCell<T> create() {
        return SynchronizationEngines.engine().onceCell();
    }

    /** Returns the value, or null if it has not been set. */
    @Nullable T get();

    /**
     * Sets the value. Does nothing if the value has been set or an initialiser is running.
     *
     * @return whether the value was set
     */
    boolean set(T value);

    /**
     * Emits the value. If there is none, the initialiser sets it. One subscriber runs its initialiser, and the others
     * wait. If that initialiser fails, is cancelled or completes without an item, the next subscriber runs its own. An
     * initialiser must not wait for the cell itself. Demand: begins with the first request. Errors: the failure of this
     * subscriber's own initialiser, or {@link java.util.NoSuchElementException} if it had no item.
     */
    One<T> getOrInit(One<? extends T> initialiser);

    /** Emits the value when it has been set, by any call. Demand: waits from the first request on. */
    One<T> whenSet();
}

package io.nagare.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The item that a user's function is looking at, and the state of its operator. If the function fails or cancels the
 * stream, the item is still here, so that it can be discarded. Used on one strand.
 */
public final class Examined<A, T> {

    public final A state;

    public @Nullable T item;

    public Examined(A state) {
        this.state = state;
    }

    public @Nullable T take() {
        T taken = item;
        item = null;
        return taken;
    }

    /** Removes and returns the item, if there is one. */
    public List<Object> held() {
        T taken = take();
        return taken == null ? List.of() : List.of(taken);
    }
}

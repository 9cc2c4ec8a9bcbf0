package io.nagare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The item that a user's function is looking at, beside the state of its operator. If the function fails or cancels the
 * stream, the item is still here and is taken out to be discarded. Used on one strand.
 */
final class Examined<A, T> {

    final A state;

    @Nullable T item;

    Examined(A state) {
        this.state = state;
    }

    @Nullable T take() {
        T taken = item;
        item = null;
        return taken;
    }

    /** Takes the item out, if there is one. */
    List<Object> held() {
        T taken = take();
        return taken == null ? List.of() : List.of(taken);
    }
}

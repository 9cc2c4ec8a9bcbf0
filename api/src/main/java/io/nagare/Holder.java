package io.nagare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable that a lambda may set. Used on one strand. */
final class Holder<T extends @Nullable Object> {

    T value;

    Holder(T value) {
        this.value = value;
    }

    /** Returns the item in it, if there is one. */
    List<Object> held() {
        return value == null ? List.of() : List.of(value);
    }
}

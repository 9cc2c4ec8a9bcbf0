package io.nagare.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable that a lambda may set. Used on one strand. */
public final class Holder<T extends @Nullable Object> {

    public T value;

    public Holder(T value) {
        this.value = value;
    }

    /** Returns the item in it, if there is one. */
    public List<Object> held() {
        return value == null ? List.of() : List.of(value);
    }
}

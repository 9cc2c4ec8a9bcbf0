package io.nagare;

import org.jspecify.annotations.Nullable;

/** A variable that a lambda may set. Used on one strand. */
final class Holder<T extends @Nullable Object> {

    T value;

    Holder(T value) {
        this.value = value;
    }
}

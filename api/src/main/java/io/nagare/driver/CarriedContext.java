package io.nagare.driver;

import org.jspecify.annotations.Nullable;

/** Where {@link ThreadContext#carry} leaves its argument. Used by any thread. */
final class CarriedContext {

    static volatile @Nullable ThreadContext current;

    private CarriedContext() {}
}

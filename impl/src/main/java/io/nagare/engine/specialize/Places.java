package io.nagare.engine.specialize;

import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The places where one class of function is used with one operator, told apart by what is downstream. Called on any
 * thread.
 */
final class Places {

    private final ClassCopier copier;
    private final Map<Class<?>, Place> byDownstream = new ConcurrentHashMap<>();

    Places(ClassCopier copier) {
        this.copier = copier;
    }

    /** The constructor of the class that this place has for itself, or null. */
    @Nullable MethodHandle constructorBefore(Class<?> downstream) {
        Place place = byDownstream.get(downstream);
        if (place == null) {
            place = byDownstream.computeIfAbsent(downstream, type -> new Place(copier, ClassCopier.willBeCopied(type)));
        }
        return place.constructor();
    }

    /** One of them. */
    private static final class Place {

        private final ClassCopier copier;
        private final boolean waitsForDownstream;

        /** May lose counts to a race, which only delays the copy. */
        private int subscriptions;

        private volatile @Nullable MethodHandle constructor;

        Place(ClassCopier copier, boolean waitsForDownstream) {
            this.copier = copier;
            this.waitsForDownstream = waitsForDownstream;
        }

        @Nullable MethodHandle constructor() {
            MethodHandle own = constructor;
            if (own != null || waitsForDownstream || ++subscriptions < Specialization.SUBSCRIPTIONS) {
                return own;
            }
            return copy();
        }

        private synchronized @Nullable MethodHandle copy() {
            if (constructor == null) {
                constructor = copier.copy();
                subscriptions = 0;
            }
            return constructor;
        }
    }
}

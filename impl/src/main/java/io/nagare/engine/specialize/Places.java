package io.nagare.engine.specialize;

import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The places where one class of function is used with one operator, distinguished by the class of the downstream
 * subscriber. Called on any thread.
 */
final class Places {

    private final ClassCopier copier;
    private final Map<Class<?>, Place> byDownstream = new ConcurrentHashMap<>();

    Places(ClassCopier copier) {
        this.copier = copier;
    }

    /** Returns the constructor of the class that a place has for itself, or null. */
    @Nullable MethodHandle constructorBefore(Class<?> downstream) {
        Place place = byDownstream.get(downstream);
        if (place == null) {
            place = byDownstream.computeIfAbsent(downstream, type -> new Place(copier, ClassCopier.willBeCopied(type)));
        }
        return place.constructor();
    }

    /** One place: a class of function in front of a class of subscriber. */
    private static final class Place {

        private final ClassCopier copier;
        private final boolean waitsForDownstream;

        /**
         * Plain, although any thread counts: no other data depends on the count, and a lost increment only delays the
         * copy. The copy itself is published by the volatile {@code constructor}.
         */
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

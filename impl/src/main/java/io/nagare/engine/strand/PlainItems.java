package io.nagare.engine.strand;

import java.util.Collection;
import org.reactivestreams.Publisher;

/**
 * Knows the classes of plain items: items that are no resource and can contain none, so losing them needs no action.
 * Called on any thread.
 *
 * <p>Most items are plain. Testing an object against several interfaces takes longer than passing it on, so the answer
 * is kept with each class.
 */
final class PlainItems {

    /**
     * The values are {@link Boolean}, which every class loader knows. So a user's class keeps no class of ours alive.
     */
    private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isPlain(type);
        }
    };

    private PlainItems() {}

    /** Whether an item is plain. */
    static boolean contains(Object item) {
        try {
            return PLAIN.get(item.getClass());
        } catch (OutOfMemoryError noRoom) {
            return isPlain(item.getClass());
        }
    }

    private static boolean isPlain(Class<?> type) {
        return !Discard.isResource(type)
                && !Discard.isWrapper(type)
                && !Collection.class.isAssignableFrom(type)
                && !Publisher.class.isAssignableFrom(type);
    }
}

package io.nagare.engine.strand;

import java.util.Collection;
import org.reactivestreams.Publisher;

/**
 * Which items nothing has to be done for when they are lost: neither are they resources, nor can one be in them. Most
 * are of this kind, and asking an object in turn whether it is of one of several interfaces takes longer than passing
 * it on. So the answer is kept with each class.
 *
 * <p>Any thread.
 */
final class PlainItems {

    /** {@link Boolean} is known to every class loader, so that a class that is asked for keeps none of ours alive. */
    private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isPlain(type);
        }
    };

    private PlainItems() {}

    /** Whether that item is a plain one. */
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

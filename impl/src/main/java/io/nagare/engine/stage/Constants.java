package io.nagare.engine.stage;

import io.nagare.engine.strand.Attachable;
import io.nagare.stage.Origin;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Recognises publishers that are constants, so that a stage that flattens needs no subscription to them. */
final class Constants {

    private Constants() {}

    /** The item if the publisher is nothing but one item, else null. */
    static <T> @Nullable T itemOf(Publisher<? extends T> publisher) {
        return publisher instanceof Attachable<? extends T> ours && ours.origin() instanceof Origin.Just<? extends T> just
                ? just.item()
                : null;
    }

    /** Whether the publisher has no items and just completes. */
    static boolean isEmpty(Publisher<?> publisher) {
        return publisher instanceof Attachable<?> ours && ours.origin() instanceof Origin.Empty<?>;
    }
}

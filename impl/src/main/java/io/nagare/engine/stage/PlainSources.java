package io.nagare.engine.stage;

import io.nagare.engine.strand.Attachable;
import io.nagare.stage.Origin;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Recognises publishers that are a source without stages, so that a stage that takes from them can do so in a shorter way. */
public final class PlainSources {

    private PlainSources() {}

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

    /** Whether a subscription to the publisher is a {@link PullSubscription}, with nothing between it and the source. */
    public static boolean isPullable(Publisher<?> publisher) {
        if (!(publisher instanceof Attachable<?> ours)) {
            return false;
        }
        Origin<?> origin = ours.origin();
        return origin instanceof Origin.Range
                || origin instanceof Origin.FromIterable<?>
                || origin instanceof Origin.FromStream<?>
                || origin instanceof Origin.Just<?>
                || origin instanceof Origin.FromCallable<?>;
    }
}

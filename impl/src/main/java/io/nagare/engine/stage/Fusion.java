package io.nagare.engine.stage;

import io.nagare.engine.strand.Attachable;
import io.nagare.stage.Origin;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The rules by which a pipeline is run in a shorter way than it is written: all of them, and what each is for. A publisher that is a
 * source without stages shows what it will emit before it is subscribed, so a stage that takes from it can do without a subscription,
 * or without a queue. {@code hide()} keeps a publisher from being recognised; {@code FusionTest} compares both.
 *
 * <p>Neighbouring stages need no rule: they are one chain of calls already, whose {@code onNext} says whether the item used its unit of
 * demand.
 */
public final class Fusion {

    private Fusion() {}

    /**
     * A constant: {@code concatMap}, {@code flatMap} and {@code switchMap} emit it in place of subscribing.
     *
     * @return the item if the publisher is nothing but one item, else null
     */
    static <T> @Nullable T itemOf(Publisher<? extends T> publisher) {
        return publisher instanceof Attachable<? extends T> ours && ours.origin() instanceof Origin.Just<? extends T> just
                ? just.item()
                : null;
    }

    /** Nothing: {@code concatMap} and {@code flatMap} go on with the next item in place of subscribing. */
    static boolean isEmpty(Publisher<?> publisher) {
        return publisher instanceof Attachable<?> ours && ours.origin() instanceof Origin.Empty<?>;
    }

    /**
     * A source that can be asked: {@code flatMap} and {@code zip} take its items when they need them, without a queue. Its subscription
     * is a {@link PullSubscription}, with nothing between it and the source.
     */
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

package io.nagare.engine.strand;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Origin;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A publisher of this library, which can become part of the strand that subscribes to it, without passing an edge.
 *
 * @param <T> what it emits
 */
public interface Attachable<T> extends Publisher<T> {

    /** Subscribes on the strand. Calls {@code onSubscribe} before it returns. Called on the strand. */
    void attach(StrandSubscriber<? super T> subscriber, Strand strand);

    /** The origin, if there is nothing behind it, so that one that is a constant needs no subscription; else null. */
    @Nullable Origin<T> origin();
}

package io.nagare.engine.strand;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A publisher of this library. It can become part of the strand that subscribes to it, without an edge. It shows its
 * parts, so that a simple one needs no subscription.
 *
 * <p>A class and not an interface, because a stage asks of each publisher that it gets whether it is one. For a class
 * that test is one comparison; for an interface it can be a search.
 *
 * @param <T> the type of the items
 */
public abstract class Attachable<T> implements Publisher<T> {

    private final @Nullable Attachable<?> upstream;
    private final @Nullable Stage<?, T> stage;
    private final @Nullable Origin<T> origin;

    /** A publisher that does not show its parts. */
    protected Attachable() {
        this.upstream = null;
        this.stage = null;
        this.origin = null;
    }

    /** A publisher that is an origin. */
    protected Attachable(Origin<T> origin) {
        this.upstream = null;
        this.stage = null;
        this.origin = origin;
    }

    /** A publisher that is another publisher with a stage behind it. */
    protected Attachable(Attachable<?> upstream, Stage<?, T> stage) {
        this.upstream = upstream;
        this.stage = requireNonNull(stage, "stage");
        this.origin = null;
    }

    /** Subscribes. Calls {@code onSubscribe} before it returns. Called on the strand. */
    public abstract void attach(StrandSubscriber<? super T> subscriber, Strand strand);

    /** The publisher before the last stage, or null if there is no stage. */
    public final @Nullable Attachable<?> upstream() {
        return upstream;
    }

    /** The last stage, or null if there is none. */
    public final @Nullable Stage<?, T> stage() {
        return stage;
    }

    /** The origin if there is no stage behind it, else null. */
    public final @Nullable Origin<T> origin() {
        return origin;
    }
}

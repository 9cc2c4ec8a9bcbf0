package io.nagare.engine.stage.window;

import io.nagare.Many;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.failure.UnclaimedException;
import io.nagare.policy.Grouping;
import io.nagare.stage.Stage;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Divides a stream into windows. A predicate determines where each window ends. One item at a time is requested: when
 * the open window has room for it, or a window that it begins is in demand. If the item that ends a window begins the
 * next, the next window may have to wait for demand. Nothing is requested meanwhile.
 */
public final class WindowUntilSubscriber<T> extends DividingSubscriber<T, Many<T>> {

    private final Predicate<? super T> boundary;
    private final boolean before;
    private final int buffer;
    private @Nullable Part<T> open;

    /** Whether one window is being ended and the next is not emitted yet. */
    private boolean turning;

    public WindowUntilSubscriber(
            Stage.WindowUntil<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
        super(Grouping.DEFAULT_PATIENCE, downstream, strand);
        this.boundary = stage.boundary().get();
        this.before = stage.before();
        this.buffer = stage.buffer();
    }

    @Override
    void accept(T item) {
        boolean last;
        try {
            last = boundary.test(item);
        } catch (Throwable failure) {
            strand.discard(item);
            failAll(failure);
            return;
        }
        Part<T> window = open;
        if (last && before && window != null) {
            turn(window, item);
            return;
        }
        if (window == null) {
            window = new Part<>(null, this, strand);
            open = window;
            offer(window, window.items());
        }
        window.add(item);
        if (last && !before && window == open) {
            open = null;
            window.close(null);
            stopIfNobodyIsLeft();
        }
    }

    /** Ends a window, and begins the next one with an item. */
    private void turn(Part<T> old, T item) {
        Part<T> next = new Part<>(null, this, strand);
        next.add(item);
        open = next;
        turning = true;
        old.close(null);
        turning = false;
        if (isDownstreamDone()) {
            next.giveUp();
            stopIfNobodyIsLeft();
        } else {
            offer(next, next.items());
        }
    }

    @Override
    long wanted() {
        if (turning || hasOffers()) {
            return 0;
        }
        boolean room = open == null ? demand() > 0 : open.waiting() < buffer;
        return room ? 1 : 0;
    }

    @Override
    Collection<Part<T>> openParts() {
        return open == null ? List.of() : List.of(open);
    }

    @Override
    @Nullable UnclaimedException standstill() {
        if (open == null || open.isClaimed() || hasOffers()) {
            return null;
        }
        return UnclaimedException.full(
                before ? "windowUntilChanged: a window" : "windowUntil: a window",
                buffer,
                Grouping.DEFAULT_PATIENCE,
                "subscribe to each window when it is emitted, or give a larger buffer");
    }

    @Override
    void ended() {
        open = null;
    }

    @Override
    void released(int count) {
        // The open window counts its waiting items itself.
    }
}

package io.nagare.engine.stage;

import io.nagare.Many;
import io.nagare.UnclaimedException;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.policy.Grouping;
import io.nagare.stage.Stage;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Windows that end where a predicate says so. One item at a time is requested, when there is room for it in the open window, or demand
 * for the window that it begins.
 */
final class WindowUntilSubscriber<T> extends DividingSubscriber<T, Many<T>> {

    private final Predicate<? super T> boundary;
    private final int buffer;
    private @Nullable Part<T> open;

    WindowUntilSubscriber(Stage.WindowUntil<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
        super(Grouping.DEFAULT_PATIENCE, downstream, strand);
        this.boundary = stage.boundary();
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
        if (window == null) {
            window = new Part<>(null, this, strand);
            open = window;
            offer(window, window.items());
        }
        window.add(item);
        if (last && window == open) {
            open = null;
            window.close(null);
            stopIfNobodyIsLeft();
        }
    }

    @Override
    long wanted() {
        boolean room = open == null ? demand() > 0 : open.waiting() < buffer;
        return room ? 1 : 0;
    }

    @Override
    Collection<Part<T>> openParts() {
        return open == null ? List.of() : List.of(open);
    }

    @Override
    @Nullable UnclaimedException standstill() {
        if (open == null || open.isClaimed()) {
            return null;
        }
        return UnclaimedException.full(
                "windowUntil: a window",
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
        // The open window knows how many wait.
    }
}

package io.nagare.engine.stage.window;

import io.nagare.Many;
import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.time.Durations;
import io.nagare.policy.Grouping;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a stream into windows. A window ends when it is full, or when its time is up, which runs from its first item.
 * Windows always have room, so none ever stops upstream: as many items are requested as the open window and those in
 * demand can hold.
 */
public final class WindowSubscriber<T> extends DividingSubscriber<T, Many<T>> {

    private final int size;
    private final @Nullable Duration limit;
    private final @Nullable Deadline deadline;
    private @Nullable Part<T> open;

    /** How many items the open window has got. */
    private int count;

    public WindowSubscriber(Stage.Window<T> stage, StrandSubscriber<? super Many<T>> downstream, Strand strand) {
        super(Grouping.DEFAULT_PATIENCE, downstream, strand);
        this.size = stage.size();
        this.limit = stage.limit();
        this.deadline = limit == null ? null : strand.driver().deadline(new ActionLeaf(strand, this::timeIsUp));
    }

    private void timeIsUp() {
        if (open != null && deadline != null && deadline.reached()) {
            close(open);
            requestMore();
        }
    }

    @Override
    void accept(T item) {
        Part<T> window = open;
        if (window == null) {
            window = new Part<>(null, this, strand);
            open = window;
            count = 0;
            if (deadline != null && limit != null) {
                deadline.arm(strand.driver().time().nanoTime() + Durations.saturatedNanos(limit));
            }
            offer(window, window.items());
        }
        count++;
        window.add(item);
        if (window == open && count == size) {
            close(window);
        }
    }

    private void close(Part<T> window) {
        open = null;
        if (deadline != null) {
            deadline.disarm();
        }
        window.close(null);
        stopIfNobodyIsLeft();
    }

    /**
     * Returns the room in the open window and in those in demand. While a window waits for demand nothing is requested:
     * it takes only items requested before.
     */
    @Override
    long wanted() {
        if (hasOffers()) {
            return 0;
        }
        long further = Demand.multiply(demand(), size);
        return open == null ? further : Demand.add(size - count, further);
    }

    @Override
    Collection<Part<T>> openParts() {
        return open == null ? List.of() : List.of(open);
    }

    @Override
    void ended() {
        open = null;
        if (deadline != null) {
            deadline.disarm();
        }
    }

    @Override
    void released(int count) {
        // Windows always have room.
    }
}

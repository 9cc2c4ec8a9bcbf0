package io.nagare.engine.stage.window;

import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.stage.StageTraces;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.time.Durations;
import io.nagare.failure.UnclaimedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The base of stages that divide a stream into {@link Part}s. It emits parts when there is demand for them, and ends
 * them. Parts that have a subscriber outlive the cancellation of the stream of parts. Called on the strand.
 *
 * <p>The stream fails if a part without a subscriber stops upstream for as long as the patience lasts. One such moment
 * proves nothing, because a subscriber on another strand takes its time to arrive.
 *
 * @param <T> the type of the items that are divided
 * @param <O> the form in which parts are emitted
 */
abstract class DividingSubscriber<T, O> extends StageSubscriber<T, O>
        implements StrandSubscription, Part.Divider<T> {

    private record Offer<T, O>(Part<T> part, O output) {}

    final Strand strand;

    private final Duration patience;
    private final ArrayDeque<Offer<T, O>> offers = new ArrayDeque<>(0);
    private @Nullable Deadline stall;

    /** The part that is being emitted. Downstream may subscribe to it meanwhile. */
    private @Nullable Part<T> delivering;

    /** How many parts downstream has demand for. */
    private long demand;

    /** How many items were requested and have not arrived. */
    private long requested;

    private boolean announcing;
    private boolean stalled;

    /** Whether upstream has ended or been cancelled. */
    private boolean ended;

    /** Whether downstream has ended or cancelled, so that only parts are left. */
    private boolean downstreamDone;

    /** The parts for which upstream goes on although downstream has cancelled. Ended parts leave lazily. */
    private @Nullable ArrayDeque<Part<T>> remaining;

    DividingSubscriber(Duration patience, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.patience = patience;
        this.strand = strand;
    }

    /** Puts the item into its part. */
    abstract void accept(T item);

    /** Returns how many items may be on their way from upstream now. */
    abstract long wanted();

    /** The parts that may get more items. */
    abstract Collection<Part<T>> openParts();

    /** Called when that many items have stopped waiting. */
    abstract void released(int count);

    /**
     * Returns the failure for a part without a subscriber that keeps stopping upstream, or null if there is no such
     * part.
     */
    @Nullable UnclaimedException standstill() {
        return null;
    }

    /** Called when no more items will arrive. */
    abstract void ended();

    final long demand() {
        return downstreamDone ? 0 : demand;
    }

    final boolean isDownstreamDone() {
        return downstreamDone;
    }

    final boolean isEnded() {
        return ended;
    }

    /** Whether parts wait for demand. */
    final boolean hasOffers() {
        return !offers.isEmpty();
    }

    /** Emits a new part as soon as there is demand. */
    final void offer(Part<T> part, O output) {
        offers.add(new Offer<>(part, output));
        announce();
    }

    @Override
    public void request(long n) {
        if (downstreamDone) {
            return;
        }
        demand = Demand.add(demand, n);
        announce();
        requestMore();
    }

    private void announce() {
        if (announcing) {
            return;
        }
        announcing = true;
        while (demand > 0 && !offers.isEmpty()) {
            deliver(offers.remove());
        }
        announcing = false;
        if (ended && offers.isEmpty() && !downstreamDone) {
            downstreamDone = true;
            downstream.onComplete();
        }
    }

    private void deliver(Offer<T, O> offer) {
        Part<T> part = offer.part();
        delivering = part;
        boolean used = downstream.onNext(offer.output());
        delivering = null;
        if (used) {
            demand = Demand.subtract(demand, 1);
        }
        if (downstreamDone) {
            if (!part.isClaimed() && !part.isClosed()) {
                released(part.giveUp());
            }
            stopIfNobodyIsLeft();
        }
    }

    @Override
    public void cancel() {
        if (downstreamDone) {
            return;
        }
        downstreamDone = true;
        giveUpOffers();
        for (Part<T> part : openParts()) {
            if (!part.isClaimed() && part != delivering) {
                released(part.giveUp());
            }
        }
        stopIfNobodyIsLeft();
        requestMore();
    }

    private void giveUpOffers() {
        for (Offer<T, O> offer = offers.poll(); offer != null; offer = offers.poll()) {
            released(offer.part().giveUp());
        }
    }

    @Override
    public void taken(Part<T> part, int count) {
        released(count);
        requestMore();
    }

    @Override
    public void left(Part<T> part, int count) {
        released(count);
        stopIfNobodyIsLeft();
        requestMore();
    }

    /** Cancels upstream if downstream has cancelled and no part needs it. There are no new parts by then. */
    final void stopIfNobodyIsLeft() {
        if (!downstreamDone || ended) {
            return;
        }
        ArrayDeque<Part<T>> parts = remaining;
        if (parts == null) {
            parts = new ArrayDeque<>(openParts());
            remaining = parts;
        }
        // A part without a subscriber is closed when it is given up. So each part is looked at once after its end.
        for (Part<T> part = parts.peek(); part != null; part = parts.peek()) {
            if (!part.isDone() && !part.isClosed()) {
                return;
            }
            parts.remove();
        }
        end();
        upstream().cancel();
    }

    /** Whether upstream is no longer needed. Parts, and so upstream, go on after downstream has cancelled. */
    @Override
    public boolean isDone() {
        return ended;
    }

    @Override
    public boolean onNext(T item) {
        if (ended) {
            strand.discard(item);
            return true;
        }
        requested = Demand.subtract(requested, 1);
        accept(item);
        if (ended) {
            return true;
        }
        if (requested < wanted()) {
            requested++;
            return false;
        }
        watchStall();
        return true;
    }

    final void requestMore() {
        if (ended) {
            return;
        }
        long most = wanted();
        if (requested >= most) {
            return;
        }
        long more = most == Demand.UNBOUNDED ? most : most - requested;
        requested = most;
        if (stall != null && stalled) {
            stalled = false;
            stall.disarm();
        }
        upstream().request(more);
    }

    private void watchStall() {
        if (requested > 0 || stalled || standstill() == null) {
            return;
        }
        stalled = true;
        if (stall == null) {
            stall = strand.driver().deadline(new ActionLeaf(strand, this::patienceIsOver));
        }
        stall.arm(strand.driver().time().nanoTime() + Durations.saturatedNanos(patience));
    }

    private void patienceIsOver() {
        if (ended || stall == null || !stall.reached()) {
            return;
        }
        stalled = false;
        try {
            UnclaimedException failure = requested > 0 ? null : standstill();
            if (failure != null) {
                failAll(failure);
            }
        } catch (Throwable unnamed) {
            // The failure's text contains the key, and the key's toString() is the user's.
            failAll(unnamed);
        }
    }

    /** Ends everything with a failure of this stage. */
    final void failAll(Throwable failure) {
        StageTraces.thrownIn(this, failure);
        if (ended) {
            LateFailure.tell(failure, strand.driver());
        } else {
            upstream().cancel();
            onError(failure);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (ended) {
            return;
        }
        List<Part<T>> open = List.copyOf(openParts());
        end();
        giveUpOffers();
        if (!downstreamDone) {
            downstreamDone = true;
            downstream.onError(failure);
        }
        closeAll(open, failure);
    }

    @Override
    public void onComplete() {
        if (ended) {
            return;
        }
        List<Part<T>> open = List.copyOf(openParts());
        end();
        closeAll(open, null);
        announce();
    }

    private void end() {
        ended = true;
        remaining = null;
        if (stall != null) {
            stall.disarm();
        }
        ended();
    }

    private static void closeAll(List<? extends Part<?>> parts, @Nullable Throwable failure) {
        for (Part<?> part : parts) {
            part.close(failure);
        }
    }
}

package io.nagare.engine.stage;

import io.nagare.UnclaimedException;
import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.LateFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stages that divide a stream into {@link Part}s have in common: hands parts down when there is demand for them,
 * ends them, and lets those that have a subscriber outlive the cancellation of the stream of parts.
 *
 * <p>When upstream stands still because of a part without a subscriber, and goes on doing so for as long as the
 * patience lasts, the stream fails. A subscriber on another strand takes its time to come, so the first such moment is
 * no proof.
 *
 * @param <T> what is divided
 * @param <O> how parts go down
 */
abstract class DividingSubscriber<T, O> extends StageSubscriber<T, O>
        implements StrandSubscription, Part.Divider<T> {

    private record Offer<T, O>(Part<T> part, O output) {}

    final Strand strand;

    private final Duration patience;
    private final ArrayDeque<Offer<T, O>> offers = new ArrayDeque<>(0);
    private @Nullable Deadline stall;

    /** The part that is on its way down, and may get a subscriber by that. */
    private @Nullable Part<T> delivering;

    /** How many parts are wanted. */
    private long demand;

    /** What has been requested and has not come. */
    private long requested;

    private boolean announcing;
    private boolean stalled;

    /** Whether upstream has ended or been cancelled. */
    private boolean ended;

    /** Whether downstream has, so that only parts are left. */
    private boolean downstreamDone;

    /** The parts for which upstream goes on though downstream has cancelled; those that have ended leave lazily. */
    private @Nullable ArrayDeque<Part<T>> remaining;

    DividingSubscriber(Duration patience, StrandSubscriber<? super O> downstream, Strand strand) {
        super(downstream);
        this.patience = patience;
        this.strand = strand;
    }

    /** Puts the item into its part. */
    abstract void accept(T item);

    /** How many items may be on their way from upstream now. */
    abstract long wanted();

    /** The parts that may get more items. */
    abstract Collection<Part<T>> openParts();

    /** That many items wait no more. */
    abstract void released(int count);

    /**
     * The failure that it is if a part without a subscriber keeps upstream from going on for long, null if none does.
     */
    @Nullable UnclaimedException standstill() {
        return null;
    }

    /** Nothing more will come. */
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

    /** Hands a new part down, as soon as there is demand. */
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

    /** Cancels upstream if no part is left for which it would be needed. There are no new parts by then. */
    final void stopIfNobodyIsLeft() {
        if (!downstreamDone || ended) {
            return;
        }
        ArrayDeque<Part<T>> parts = remaining;
        if (parts == null) {
            parts = new ArrayDeque<>(openParts());
            remaining = parts;
        }
        // Those without a subscriber are closed when they are given up, so each part is looked at once after its end.
        for (Part<T> part = parts.peek(); part != null; part = parts.peek()) {
            if (!part.isDone() && !part.isClosed()) {
                return;
            }
            parts.remove();
        }
        end();
        upstream().cancel();
    }

    /** Parts go on though downstream has cancelled, and so does upstream. */
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
            stall = strand.driver().deadline(new Leaf(strand) {
                @Override
                protected void run() {
                    patienceIsOver();
                }
            });
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
            // The text of a key is the user's.
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

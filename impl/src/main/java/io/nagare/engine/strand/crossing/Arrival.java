package io.nagare.engine.strand.crossing;

import io.nagare.driver.AfterRun;
import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.queue.SpscRing;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.ScheduledStrand;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.engine.strand.ingress.Inbox;
import io.nagare.engine.strand.ingress.Violation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The edge where the items of another strand of ours enter a strand. The sender keeps the rules, so nothing is checked.
 * It signals within its runs, one signal after the other.
 *
 * <p>The first item wakes this strand, and the end of the sender's run makes sure of that wake. So no item costs an
 * exchange. Between the two an item may be overlooked, if this strand falls asleep while the sender puts it. So a
 * strand that falls asleep during a run of the sender looks again a little later.
 *
 * <p>A woken strand runs on the sender's worker after the sender's run, because its items are in that processor's
 * cache. It is offered to other workers if the waiting items are worth a wake, or wait for long.
 *
 * @param <T> the type of the items
 */
final class Arrival<T> extends Inbox<T> implements Subscriber<T> {

    /** How much work is worth waking another worker. */
    private static final long WORTH_A_WAKE_NANOS = 5_000;

    /** How long an item may wait while the sender goes on. */
    private static final long LONG_NANOS = 100_000;

    /**
     * Below this cost of an item, the sender's own worker finishes sooner. Another worker would wait for the first
     * one's cache lines.
     */
    private static final int CHEAP_NANOS = 100;

    /** How many items must wait before this checks for how long they have waited. */
    private static final int SOME = 8;

    /** The cost of an item is measured once in so many sleeps. */
    private static final int SLEEPS_PER_MEASUREMENT = 16;

    /**
     * The sending strand, or null if the sender is no strand that has runs. Plain: the sender writes it before it
     * publishes {@code upstream}, or the ring with its first item. This strand has read one of these before it reads
     * this.
     */
    private @Nullable ScheduledStrand sender;

    private final AfterRun flush = new AfterRun() {
        @Override
        protected void run() {
            flush();
        }
    };

    /* The sender's own: how many items wait since this strand was woken, and since when. */
    private int waiting;
    private long waitingSince;

    /** Null until first needed. */
    private @Nullable Deadline lookAgain;

    /*
     * This strand's own: how often it has slept; when the measurement began, or 0; how many items it had taken by then.
     */
    private int sleeps;
    private long measuredFrom;
    private long takenBefore;

    /**
     * The rough cost of an item on this strand, in nanoseconds. Written there and read by the sender. Plain suffices:
     * no other data depends on it, an int is never torn, and an old value only makes a guess worse.
     */
    private int nanosAnItem;

    Arrival(StrandSubscriber<? super T> downstream, Strand strand, int capacity) {
        super(downstream, strand, SurroundedStrand.localsOf(strand), capacity);
    }

    // On the sender's strand

    @Override
    public void onSubscribe(Subscription subscription) {
        sender = ((Departure) subscription).sender();
        if (!subscribed(subscription)) {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(T item) {
        ScheduledStrand from = sender;
        SpscRing<T> queue = ring();
        if (!queue.offer(item)) {
            strand().discard(item);
            violate(Violation.tooMany());
            return;
        }
        if (from == null) {
            flush();
            return;
        }
        if (!flush.isDue()) {
            from.afterRun(flush);
        }
        if (queue.mustWake()) {
            waiting = 0;
            wake();
        } else if (queue.isWaking()) {
            waiting++;
            if ((waiting & (waiting - 1)) == 0) {
                considerOthers();
            }
        }
    }

    /** Called when the sender's run is over. */
    private void flush() {
        if (ring().flush()) {
            wake();
        }
    }

    private void considerOthers() {
        if (waiting < SOME) {
            return;
        }
        long now = strand().driver().time().nanoTime();
        if (waiting == SOME) {
            waitingSince = now;
        }
        if (isWorthAWake(waiting) || now - waitingSince > LONG_NANOS) {
            Schedulers.of(Objects.requireNonNull(sender).driver()).offerNext();
        }
    }

    /** Whether that many items here are worth waking another worker for. */
    private boolean isWorthAWake(int items) {
        return nanosAnItem > CHEAP_NANOS && (long) nanosAnItem * items > WORTH_A_WAKE_NANOS;
    }

    @Override
    public void onError(Throwable failure) {
        if (isCancelled() || !end(failure)) {
            late(failure);
        }
    }

    @Override
    protected void late(Throwable failure) {
        ScheduledStrand from = sender;
        LateFailure.tellUnlessConsequence(failure, from == null ? strand().driver() : from.driver());
    }

    @Override
    public void onComplete() {
        end(null);
    }

    // On this strand

    /**
     * Looks again later if the sender is running. The fence of falling asleep precedes this check: if the sender begins
     * a run later, it sees that this strand sleeps.
     */
    @Override
    public void asleep() {
        ScheduledStrand from = sender;
        if (from != null && from.isRunning()) {
            Driver driver = strand().driver();
            if (lookAgain == null) {
                lookAgain = driver.deadline(this);
            }
            lookAgain.arm(driver.time().nanoTime() + SpscRing.LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public void woken() {
        measuredFrom = 0;
        if (sleeps++ % SLEEPS_PER_MEASUREMENT == 0) {
            takenBefore = taken();
            measuredFrom = strand().driver().time().nanoTime();
        }
    }

    private void measure() {
        long items = taken() - takenBefore;
        if (items > 0) {
            long nanos = strand().driver().time().nanoTime() - measuredFrom;
            nanosAnItem = (int) Math.min(Integer.MAX_VALUE, nanos / items);
        }
        measuredFrom = 0;
    }

    @Override
    public @Nullable Throwable wentAstray() {
        return null;
    }

    @Override
    public void prepare() {
        ring();
    }

    /**
     * The sender goes on meanwhile on another worker: if it runs there, or if the work left here is worth waking one.
     */
    @Override
    public boolean goesOnMeanwhile() {
        ScheduledStrand from = sender;
        return from == null || from.isRunning() || isWorthAWake(DEFAULT_CAPACITY);
    }

    /**
     * Whether the sender is active on another worker and the items are costly enough to stay on this one. Then the next
     * item comes sooner than a wake would.
     */
    @Override
    public boolean isMoreExpected() {
        if (measuredFrom != 0) {
            measure();
        }
        ScheduledStrand from = sender;
        return nanosAnItem > CHEAP_NANOS && from != null && from.isActive();
    }
}

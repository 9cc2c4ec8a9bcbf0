package io.nagare.engine.strand;

import io.nagare.driver.AfterRun;
import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.queue.SpscRing;
import io.nagare.engine.scheduler.Schedulers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The edge where what another strand of ours sends comes into a strand. The sender keeps the rules, so nothing is
 * checked. Its signals come within its runs, one after the other.
 *
 * <p>The first item wakes this strand, and the last of a run of the sender makes sure of it: no item costs an exchange.
 * Between the two an item may be overlooked, if this strand falls asleep while it is put. So one that falls asleep
 * during a run of the sender looks again a little later. A strand that is woken runs on the
 * sender's worker when the sender's run is over, since its items are in that processor's cache; it is offered to other
 * workers if what waits there is worth waking one, or waits for long.
 *
 * @param <T> what is received
 */
final class Arrival<T> extends Inbox<T> implements Subscriber<T> {

    /** Work that is worth waking another worker for. */
    private static final long WORTH_A_WAKE_NANOS = 5_000;

    /** An item is not to wait longer while the sender goes on. */
    private static final long LONG_NANOS = 100_000;

    /**
     * What costs less at an item is done sooner on the sender's own worker than on another, which waits for that one's
     * cache lines.
     */
    private static final int CHEAP_NANOS = 100;

    /** How many items wait before it is considered whether they wait for long. */
    private static final int SOME = 8;

    /** After every so many sleeps it is measured what an item costs here. */
    private static final int SLEEPS_PER_MEASUREMENT = 16;

    /** Null if that is not one that has runs. */
    private @Nullable ScheduledStrand sender;

    private final AfterRun flush = new AfterRun() {
        @Override
        protected void run() {
            flush();
        }
    };

    /* The sender's: how many items wait since this strand was woken, and since when. */
    private int waiting;
    private long waitingSince;

    /** Made when it is needed first. */
    private @Nullable Deadline lookAgain;

    /* This strand's: how often it has slept, when a measurement began, or 0, and how many items it had had by then. */
    private int sleeps;
    private long measuredFrom;
    private long takenBefore;

    /**
     * What an item costs on this strand, roughly. Written there and read by the sender, for which an old value will do.
     */
    private int nanosAnItem;

    Arrival(StrandSubscriber<? super T> downstream, Strand strand, int capacity) {
        super(downstream, strand, capacity);
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

    /** The sender's run is over. */
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

    /** Whether so many items here are worth waking another worker for. */
    private boolean isWorthAWake(int items) {
        return nanosAnItem > CHEAP_NANOS && (long) nanosAnItem * items > WORTH_A_WAKE_NANOS;
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    // On this strand

    /** The fence of falling asleep stands before the look at the sender: one of a later run sees that this sleeps. */
    @Override
    void asleep() {
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
    void woken() {
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
    @Nullable Throwable wentAstray() {
        return null;
    }

    @Override
    void prepare() {
        ring();
    }

    /** On another worker that is, if it is there, or if what is left here is worth waking one. */
    @Override
    boolean goesOnMeanwhile() {
        ScheduledStrand from = sender;
        return from == null || from.isRunning() || isWorthAWake(DEFAULT_CAPACITY);
    }

    /**
     * The sender is at it on another worker, and it pays to stay on this one: the next item comes sooner than a wake
     * would.
     */
    @Override
    boolean isMoreExpected() {
        if (measuredFrom != 0) {
            measure();
        }
        ScheduledStrand from = sender;
        return nanosAnItem > CHEAP_NANOS && from != null && from.isActive();
    }
}

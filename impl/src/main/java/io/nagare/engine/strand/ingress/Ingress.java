package io.nagare.engine.strand.ingress;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.local.Locals;
import io.nagare.engine.queue.SpscRing;
import io.nagare.failure.ProtocolViolationException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The edge where a foreign {@link Publisher} enters a strand.
 *
 * <p>The publisher may signal from any thread, one signal at a time (1.3). An item that comes on the strand while no
 * other waits goes straight through; others go through the ring. A publisher that breaks a rule is cancelled, and the
 * stream fails with a {@link ProtocolViolationException}. Nothing is lost silently.
 *
 * @param <T> the type of the items
 */
public final class Ingress<T> extends Inbox<T> implements Subscriber<T> {

    /** After so many items since the last sleep, more are expected. */
    private static final int MANY = 16;

    /**
     * A thread that has put an item into the ring. Plain suffices: a publisher that keeps the rules orders its signals
     * (1.3), so each thread sees the last write. If it breaks them, an old value only makes the failure name another
     * thread.
     */
    private @Nullable Thread signaller;

    /**
     * Whether an item is going straight through. Written on the strand. Plain suffices: a publisher that keeps the
     * rules signals on no other thread meanwhile. If another thread misses the write, the item goes into the ring as
     * any other does.
     */
    private boolean passing;

    /** Whether the publisher has ended. Plain as {@link #signaller}: it matters only if the publisher breaks rules. */
    private boolean hasSignalledEnd;

    /** How many items had been taken when the strand last slept because the ring was empty. */
    private long takenBefore;

    public Ingress(
            StrandSubscriber<? super T> downstream, Strand strand, @Nullable Locals locals, int capacity) {
        super(downstream, strand, locals, capacity);
    }

    public void subscribeTo(Publisher<? extends T> publisher) {
        if (!begin()) {
            return;
        }
        try {
            publisher.subscribe(this);
        } catch (Throwable failure) {
            tell(Violation.subscribeThrew(failure));
            if (isDone() || !end(failure)) {
                strand().driver().unseen(failure, "the subscribe of a publisher");
            }
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refuseNull("onSubscribe(null)");
        }
        if (!subscribed(subscription)) {
            if (!isCancelled()) {
                tell(Violation.twiceSubscribed());
            }
            Violation.cancel(subscription, strand().driver());
        }
    }

    @Override
    public void onNext(T item) {
        if (item == null) {
            throw refuseNull("onNext(null)");
        }
        if (upstream() == null) {
            violate(Violation.tooSoon("onNext"));
        } else if (isCancelled() || hasEnded()) {
            tellIfEnded("onNext");
            strand().discard(item);
        } else if (strand().isCurrent() && mayPass()) {
            passing = true;
            Locals previous = Locals.begin(locals);
            try {
                pass(item);
            } finally {
                Locals.end(previous);
                passing = false;
            }
        } else {
            put(item);
        }
    }

    private void put(T item) {
        SpscRing<T> queue = ring();
        Thread current = Thread.currentThread();
        boolean atOnce = passing && !strand().isCurrent();
        int position = queue.position();
        if (atOnce || !queue.offerExclusively(position, item)) {
            boolean tooMany = !atOnce && queue.wasFull(position);
            Thread other = signaller;
            strand().discard(item);
            violate(tooMany
                    ? Violation.tooMany()
                    : Violation.twoAtOnce(other == null || other == current ? "another" : other, current));
            return;
        }
        if (signaller != current) {
            signaller = current;
        }
        if (queue.mustWake()) {
            wake();
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (failure == null) {
            throw refuseNull("onError(null)");
        }
        if (upstream() == null) {
            tell(Violation.tooSoon("onError"));
        }
        tellIfEnded("onError");
        hasSignalledEnd = true;
        if (!isCancelled() && end(failure)) {
            return;
        }
        if (isCancelled()) {
            late(failure);
        } else {
            strand().driver().unseen(failure, "a publisher that had already ended");
        }
    }

    @Override
    protected void late(Throwable failure) {
        // A publisher may end with the first because it was cancelled. The second has been told already.
        if (!(failure instanceof CancellationException) && !(failure instanceof ProtocolViolationException)) {
            strand().driver().unseen(failure, "a publisher that was cancelled");
        }
    }

    @Override
    public void onComplete() {
        if (upstream() == null) {
            violate(Violation.tooSoon("onComplete"));
        } else {
            tellIfEnded("onComplete");
            hasSignalledEnd = true;
            end(null);
        }
    }

    private void tellIfEnded(String signal) {
        if (hasSignalledEnd) {
            tell(Violation.afterEnd(signal));
        }
    }

    private void tell(Throwable violation) {
        Violation.tell(violation, strand().driver());
    }

    private NullPointerException refuseNull(String signal) {
        NullPointerException failure = new NullPointerException(signal + " (Reactive Streams rule 2.13)");
        violate(failure);
        return failure;
    }

    @Override
    public Throwable wentAstray() {
        Thread other = signaller == null ? Thread.currentThread() : signaller;
        return Violation.tell(Violation.twoAtOnce("one", other), strand().driver());
    }

    @Override
    public boolean goesOnMeanwhile() {
        return true;
    }

    @Override
    public boolean isMoreExpected() {
        boolean expected = taken() - takenBefore >= MANY;
        takenBefore = taken();
        return expected;
    }
}

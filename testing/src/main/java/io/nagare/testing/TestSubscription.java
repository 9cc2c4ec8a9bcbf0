package io.nagare.testing;

import io.nagare.failure.InvalidDemandException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One subscriber of a {@link TestPublisher}. Any thread may request and cancel. One thread at a time sends signals,
 * unless {@link Violation#CONCURRENT} is allowed. A signal that is sent from within another is sent after it.
 *
 * <p>A bad request is refused by the thread that may signal at the time. That is the requesting thread, or else the
 * thread that is inside a signal, when that signal is over. The refusal cannot be missed. After leaving it, the
 * requesting thread gets the lock, or else the other thread finds the refusal after releasing the lock.
 */
final class TestSubscription<T> implements Subscription {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Monitor monitor;
    private final Set<Violation> allowed;
    private final LongConsumer onRequest;

    /** Held while a signal is sent. It also guards the signals that wait for the end of that signal. */
    private final ReentrantLock signals = new ReentrantLock();

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    /** The monitor guards the fields below. */
    private @Nullable Subscriber<? super T> subscriber;

    private @Nullable InvalidDemandException refusal;
    private boolean introduced;
    private boolean cancelled;
    private boolean ended;
    private long requested;
    private long sent;

    TestSubscription(
            Subscriber<? super T> subscriber, Monitor monitor, Set<Violation> allowed, LongConsumer onRequest) {
        this.subscriber = subscriber;
        this.monitor = monitor;
        this.allowed = allowed;
        this.onRequest = onRequest;
    }

    @Override
    public void request(long n) {
        boolean serves = monitor.look(() -> !cancelled && !ended);
        if (n < 1) {
            if (serves && !allowed.contains(Violation.BAD_DEMAND_IGNORED)) {
                monitor.change(() -> refusal = new InvalidDemandException(n));
                refuse();
            }
        } else if (serves) {
            monitor.change(() -> requested = requested + n < 0 ? Long.MAX_VALUE : requested + n);
            onRequest.accept(n);
        }
    }

    @Override
    public void cancel() {
        monitor.change(() -> {
            cancelled = true;
            forget(Violation.AFTER_CANCEL);
        });
    }

    /** Introduces the subscriber, as a signal. */
    void subscribe(Consumer<Subscriber<? super T>> introduction) {
        signal("onSubscribe", target -> {
            monitor.change(() -> introduced = true);
            introduction.accept(target);
        });
    }

    /** The monitor is held: the reason why an item must not be sent now, or null. */
    @Nullable String obstacle() {
        boolean mayRequest =
                !allowed.contains(Violation.NO_SUBSCRIPTION) && !allowed.contains(Violation.NULL_SUBSCRIPTION);
        return receives() && mayRequest && sent >= requested && !allowed.contains(Violation.BEYOND_DEMAND)
                ? "a subscriber has requested " + requested + " and been sent " + sent
                        + "; have it request more, or allow Violation.BEYOND_DEMAND"
                : null;
    }

    /** The monitor is held: counts one more item as sent. */
    void count() {
        sent++;
    }

    void next(T item) {
        signal("onNext", target -> {
            if (monitor.look(this::receives)) {
                target.onNext(item);
            }
        });
    }

    /** Sends a signal that ends the stream. */
    void end(Consumer<Subscriber<? super T>> terminal) {
        signal("the end", target -> {
            if (!monitor.look(() -> introduced)) {
                // The subscriber is still being introduced, and gets the end after that.
                return;
            }
            boolean receives = monitor.look(this::receives);
            monitor.change(() -> {
                ended = true;
                forget(Violation.AFTER_END);
            });
            if (receives) {
                terminal.accept(target);
            }
        });
    }

    /** The monitor is held: whether the subscriber gets signals. */
    private boolean receives() {
        return introduced
                && subscriber != null
                && (!cancelled || allowed.contains(Violation.AFTER_CANCEL))
                && (!ended || allowed.contains(Violation.AFTER_END));
    }

    /** The monitor is held: forgets the subscriber, unless a violation is allowed (rule 3.13). */
    private void forget(Violation unless) {
        if (!allowed.contains(unless)) {
            subscriber = null;
        }
    }

    private void signal(String what, Consumer<Subscriber<? super T>> signal) {
        Subscriber<? super T> target = monitor.look(() -> subscriber);
        if (target == null) {
            return;
        }
        if (allowed.contains(Violation.CONCURRENT)) {
            signal.accept(target);
        } else if (signals.isHeldByCurrentThread()) {
            waiting.add(() -> signal.accept(target));
        } else {
            acquire(what);
            try {
                waiting.add(() -> signal.accept(target));
                sendWaiting();
            } finally {
                waiting.clear();
                signals.unlock();
                refuse();
            }
        }
    }

    private void sendWaiting() {
        for (Runnable signal = waiting.poll(); signal != null; signal = waiting.poll()) {
            signal.run();
            sendRefusal();
        }
    }

    private void acquire(String what) {
        try {
            if (!signals.tryLock(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError(what + " waited " + LIMIT
                        + " for another thread to return from a signal to the same subscriber");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(
                    what + ": interrupted while another thread was in a signal to the same subscriber", interrupt);
        }
    }

    /** Ends the stream with the refusal of a bad request, if there is one and no thread is inside a signal. */
    private void refuse() {
        while (monitor.look(() -> refusal != null) && !signals.isHeldByCurrentThread() && signals.tryLock()) {
            try {
                sendRefusal();
            } finally {
                signals.unlock();
            }
        }
    }

    private void sendRefusal() {
        InvalidDemandException taken = monitor.look(() -> {
            InvalidDemandException left = refusal;
            refusal = null;
            return left;
        });
        if (taken == null) {
            return;
        }
        Subscriber<? super T> target = monitor.look(() -> cancelled || ended ? null : subscriber);
        monitor.change(() -> {
            ended = true;
            forget(Violation.AFTER_END);
        });
        if (target != null) {
            target.onError(taken);
        }
    }

    /** The monitor is held. */
    boolean isActive() {
        return introduced && !cancelled && !ended;
    }

    /** The monitor is held. */
    boolean isCancelled() {
        return cancelled;
    }

    /** The monitor is held. */
    long requested() {
        return requested;
    }

    /** The monitor is held: the number of items that were requested and not sent. */
    long demand() {
        return requested == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, requested - sent);
    }

    /** The monitor is held. */
    @Override
    public String toString() {
        return "requested " + (requested == Long.MAX_VALUE ? "without a bound" : requested) + ", sent " + sent
                + (cancelled ? ", cancelled" : ended ? ", ended" : "");
    }
}

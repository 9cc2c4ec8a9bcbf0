package io.nagare.testing;

import static java.util.Objects.requireNonNull;

import io.nagare.failure.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscriber that a test controls: the test makes its demand. It records the signals that it gets, and checks them
 * against the rules of Reactive Streams.
 *
 * <pre>{@code
 * TestSubscriber<Integer> subscriber = TestSubscriber.to(Many.range(1, 3));
 * subscriber.request(2).awaitItems(2).assertItems(1, 2);
 * subscriber.request(1).awaitEnd().assertItems(1, 2, 3).assertCompleted();
 * }</pre>
 *
 * <p>If the publisher breaks a rule, each wait and each assertion from then on fails. Its {@link AssertionError} has a
 * {@link ProtocolViolationException} with the rule's number as its cause. These violations are found: an item beyond
 * demand (1.1), signals of two threads at a time or one from within another (1.3), a signal after the end (1.7) or
 * before {@code onSubscribe} (1.9), a second {@code onSubscribe} (2.12), null (2.13).
 *
 * <p>Any thread may signal, request, cancel, wait and assert. Waits end after {@link #limit}, 10 seconds by default. A
 * wait or assertion that fails throws an {@link AssertionError}.
 *
 * @since 0.1
 */
public final class TestSubscriber<T> implements Subscriber<T> {

    private final Monitor monitor = new Monitor();

    /** The thread that is inside a signal, or null. */
    private final AtomicReference<@Nullable Thread> signalling = new AtomicReference<>();

    private volatile Consumer<? super T> onItem = item -> {};
    private volatile Duration limit = Monitor.LIMIT;

    /** The monitor guards the fields below. */
    private final List<T> items = new ArrayList<>();

    private final List<T> lateItems = new ArrayList<>();
    private final List<ProtocolViolationException> violations = new ArrayList<>();
    private @Nullable Subscription subscription;
    private long requested;
    private boolean cancelled;
    private boolean ended;
    private @Nullable Throwable failure;

    private TestSubscriber(long demand) {
        requested = demand;
    }

    /** Makes a subscriber that requests nothing by itself. */
    public static <T> TestSubscriber<T> create() {
        return new TestSubscriber<>(0);
    }

    /**
     * Makes a subscriber that requests {@code demand} items when it is subscribed.
     *
     * @param demand at least 1; {@code Long.MAX_VALUE} for unbounded demand
     * @throws IllegalArgumentException if {@code demand} is less than 1
     */
    public static <T> TestSubscriber<T> requesting(long demand) {
        if (demand < 1) {
            throw new IllegalArgumentException("the demand must be at least 1, but was " + demand);
        }
        return new TestSubscriber<>(demand);
    }

    /** Makes a subscriber that requests nothing by itself, and subscribes it to a publisher. */
    public static <T> TestSubscriber<T> to(Publisher<T> publisher) {
        TestSubscriber<T> subscriber = create();
        publisher.subscribe(subscriber);
        return subscriber;
    }

    /**
     * Sets an action that runs with each item, within {@code onNext} and after the item was recorded. It may request
     * and cancel.
     */
    public TestSubscriber<T> onItem(Consumer<? super T> action) {
        onItem = requireNonNull(action, "action");
        return this;
    }

    /**
     * Sets how long each wait may take, which is 10 seconds by default.
     *
     * @param longest more than 0
     * @throws IllegalArgumentException if {@code longest} is not more than 0
     */
    public TestSubscriber<T> limit(Duration longest) {
        limit = Monitor.checkedLimit(longest);
        return this;
    }

    /**
     * Requests {@code n} more items. Without a subscription, the demand is kept for it. A number below 1 is passed on
     * as it is, so that a test sees how the publisher refuses it (rule 3.9).
     *
     * @throws IllegalStateException if {@code n} is less than 1 and there is no subscription yet
     */
    public TestSubscriber<T> request(long n) {
        Subscription upstream = monitor.look(() -> {
            if (n > 0) {
                requested = requested + n < 0 ? Long.MAX_VALUE : requested + n;
            }
            return subscription;
        });
        if (upstream != null) {
            upstream.request(n);
        } else if (n < 1) {
            throw new IllegalStateException("request(" + n + ") before there is a subscription to pass it to");
        }
        return this;
    }

    /**
     * Cancels the subscription. Without a subscription, the cancellation is kept for it. Items that come after this are
     * {@link #lateItems()}.
     */
    public void cancel() {
        Subscription upstream = monitor.look(() -> {
            cancelled = true;
            return subscription;
        });
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        boolean outermost = enter("onSubscribe");
        long demand;
        try {
            if (upstream == null) {
                violated("2.13", "onSubscribe was given null");
                throw new NullPointerException("subscription");
            }
            if (monitor.look(() -> subscription != null)) {
                violated("2.12", "onSubscribe was called a second time");
                upstream.cancel();
                return;
            }
            demand = monitor.update(() -> {
                subscription = upstream;
                return cancelled ? -1 : requested;
            });
        } finally {
            leave(outermost);
        }
        // Outside the signal, so that items that come at once are no violation.
        if (demand > 0) {
            upstream.request(demand);
        } else if (demand < 0) {
            upstream.cancel();
        }
    }

    @Override
    public void onNext(T item) {
        boolean outermost = enter("onNext");
        try {
            if (item == null) {
                violated("2.13", "onNext was given null");
                throw new NullPointerException("item");
            }
            checkOrder(() -> "onNext(" + item + ")");
            monitor.change(() -> note(item));
            onItem.accept(item);
        } finally {
            leave(outermost);
        }
    }

    private void note(T item) {
        if (cancelled) {
            lateItems.add(item);
            return;
        }
        items.add(item);
        if (items.size() > requested) {
            violated(
                    "1.1",
                    "onNext(" + item + ") is item " + items.size() + ", but only " + requested + " were requested");
        }
    }

    @Override
    public void onError(Throwable thrown) {
        boolean outermost = enter("onError");
        try {
            if (thrown == null) {
                violated("2.13", "onError was given null");
                throw new NullPointerException("failure");
            }
            checkOrder(() -> "onError(" + thrown + ")");
            end(thrown);
        } finally {
            leave(outermost);
        }
    }

    @Override
    public void onComplete() {
        boolean outermost = enter("onComplete");
        try {
            checkOrder(() -> "onComplete");
            end(null);
        } finally {
            leave(outermost);
        }
    }

    private void end(@Nullable Throwable thrown) {
        monitor.change(() -> {
            if (!ended) {
                ended = true;
                failure = thrown;
            }
        });
    }

    /** Notes that the calling thread is inside a signal. Returns whether no thread was inside one before. */
    private boolean enter(String signal) {
        Thread self = Thread.currentThread();
        Thread other = signalling.compareAndExchange(null, self);
        if (other == self) {
            violated("1.3", signal + " was called from within another signal");
        } else if (other != null) {
            violated(
                    "1.3",
                    signal + " was called by " + self.getName() + " while " + other.getName()
                            + " was in another signal");
        }
        return other == null;
    }

    private void leave(boolean outermost) {
        if (outermost) {
            signalling.set(null);
        }
    }

    private void checkOrder(Supplier<String> signal) {
        monitor.look(() -> {
            if (subscription == null) {
                violated("1.9", signal.get() + " came before onSubscribe");
            }
            if (ended) {
                violated("1.7", signal.get() + " came after " + describeEnd());
            }
            return ended;
        });
    }

    private void violated(String rule, String what) {
        monitor.change(() -> violations.add(new ProtocolViolationException(rule, what)));
    }

    /** The items so far, without those that came after {@link #cancel()}. */
    public List<T> items() {
        return monitor.look(() -> List.copyOf(items));
    }

    /** The items that came after {@link #cancel()}, which rule 2.8 allows. */
    public List<T> lateItems() {
        return monitor.look(() -> List.copyOf(lateItems));
    }

    /** The failure with which the stream has ended, or null. */
    public @Nullable Throwable failure() {
        return monitor.look(() -> failure);
    }

    /** Whether the stream has completed or failed. */
    public boolean isEnded() {
        return monitor.look(() -> ended);
    }

    /** The violations so far, one for each rule that the publisher broke and each time that it did. */
    public List<ProtocolViolationException> violations() {
        return monitor.look(() -> List.copyOf(violations));
    }

    /** Waits until {@code onSubscribe} has come. */
    public TestSubscriber<T> awaitSubscription() {
        return await("a subscription", () -> subscription != null);
    }

    /** Waits until {@code count} items have come in all. Fails if the stream ends with fewer. Requests nothing. */
    public TestSubscriber<T> awaitItems(int count) {
        await(count + " items", () -> items.size() >= count || ended);
        return check(items().size() >= count, count + " items");
    }

    /** Waits until the stream has completed or failed. */
    public TestSubscriber<T> awaitEnd() {
        return await("the end", () -> ended);
    }

    private TestSubscriber<T> await(String what, BooleanSupplier condition) {
        boolean held = monitor.await(() -> condition.getAsBoolean() || !violations.isEmpty(), limit);
        if (!held) {
            throw failed("waited " + limit + " for " + what);
        }
        return check(true, what);
    }

    /** Checks that exactly these items have come so far, in this order. */
    @SafeVarargs
    public final TestSubscriber<T> assertItems(T... expected) {
        List<T> all = new ArrayList<>();
        for (T item : expected) {
            all.add(item);
        }
        return check(items().equals(all), "the items " + all);
    }

    /** Checks that the stream has completed. */
    public TestSubscriber<T> assertCompleted() {
        return check(monitor.look(() -> ended && failure == null), "completion");
    }

    /** Checks that the stream has failed with a failure of the given type. Returns the failure. */
    public <E extends Throwable> E assertFailed(Class<E> type) {
        Throwable actual = failure();
        check(type.isInstance(actual), "a failure of " + type.getName());
        return type.cast(requireNonNull(actual));
    }

    /** Checks that the stream has not ended. */
    public TestSubscriber<T> assertNotEnded() {
        return check(!isEnded(), "no end");
    }

    /** Checks that there is a subscription, and that neither an item nor the end has come. */
    public TestSubscriber<T> assertNothing() {
        return check(
                monitor.look(() -> subscription != null && items.isEmpty() && !ended),
                "a subscription and nothing else");
    }

    /** Checks that no rule was broken. All other assertions and waits check this too. */
    public TestSubscriber<T> assertNoViolation() {
        return check(true, "no violation");
    }

    private TestSubscriber<T> check(boolean holds, String expected) {
        ProtocolViolationException violation = monitor.look(() -> violations.isEmpty() ? null : violations.get(0));
        if (violation != null) {
            throw new AssertionError(
                    "the publisher broke a rule: " + violation.getMessage() + "; " + describe(), violation);
        }
        if (!holds) {
            throw failed("expected " + expected);
        }
        return this;
    }

    private AssertionError failed(String what) {
        return new AssertionError(what + ", but " + describe(), failure());
    }

    private String describe() {
        return monitor.look(() -> {
            if (subscription == null && items.isEmpty() && !ended) {
                return "there was no onSubscribe";
            }
            String demand = requested == Long.MAX_VALUE ? "without a bound" : String.valueOf(requested);
            return "received " + items + (ended ? ", then " + describeEnd() : ", and no end")
                    + (cancelled ? "; cancelled" : "") + "; requested: " + demand;
        });
    }

    private String describeEnd() {
        return failure == null ? "onComplete" : "onError(" + failure + ")";
    }

    /** Describes the signals so far. */
    @Override
    public String toString() {
        return "TestSubscriber[" + describe() + "]";
    }
}

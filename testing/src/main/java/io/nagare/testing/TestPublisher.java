package io.nagare.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A publisher that a test controls: the test emits the items, one by one, to all subscribers of the moment.
 *
 * <pre>{@code
 * TestPublisher<Integer> source = TestPublisher.create();
 * TestSubscriber<Integer> subscriber = TestSubscriber.to(Many.from(source).map(i -> i * 10));
 * subscriber.request(1);
 * source.awaitRequested(1).next(4).complete();
 * subscriber.awaitEnd().assertItems(40).assertCompleted();
 * }</pre>
 *
 * <p>It keeps the rules of Reactive Streams. It throws if the test emits an item without demand or a signal after the
 * end. Made with {@link #violating}, it breaks the rules that the test names.
 *
 * <p>Any thread may emit, subscribe, wait and assert. An item is sent on the thread that emits it. A signal that is
 * emitted from within a signal to the same subscriber is sent after that one. A subscriber that comes after the end
 * gets the end. Waits end after {@link #limit}, 10 seconds by default. A wait or assertion that fails throws an
 * {@link AssertionError}.
 *
 * @since 0.1
 */
public final class TestPublisher<T> implements Publisher<T> {

    private final Monitor monitor = new Monitor();
    private final Set<Violation> allowed;
    private volatile LongConsumer onRequest = n -> {};
    private volatile Duration limit = Monitor.LIMIT;

    /** The monitor guards the fields below. */
    private final List<TestSubscription<T>> subscriptions = new ArrayList<>();

    /** The second subscriptions of {@link Violation#TWO_SUBSCRIPTIONS}. */
    private final List<TestSubscription<T>> seconds = new ArrayList<>();

    private @Nullable Consumer<Subscriber<? super T>> terminal;

    private TestPublisher(Set<Violation> allowed) {
        this.allowed = allowed;
    }

    /** Makes a publisher that breaks no rule. */
    public static <T> TestPublisher<T> create() {
        return new TestPublisher<>(EnumSet.noneOf(Violation.class));
    }

    /** Makes a publisher that breaks the given rules and no other. */
    public static <T> TestPublisher<T> violating(Violation first, Violation... more) {
        return new TestPublisher<>(EnumSet.of(first, more));
    }

    /**
     * Sets an action that runs when a subscriber requests, with the number of items. It runs on the requesting thread,
     * within {@code request}.
     */
    public TestPublisher<T> onRequest(LongConsumer action) {
        onRequest = requireNonNull(action, "action");
        return this;
    }

    /**
     * Sets how long each wait may take, which is 10 seconds by default.
     *
     * @param longest more than 0
     * @throws IllegalArgumentException if {@code longest} is not more than 0
     */
    public TestPublisher<T> limit(Duration longest) {
        limit = Monitor.checkedLimit(longest);
        return this;
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        TestSubscription<T> subscription = subscription(requireNonNull(subscriber, "subscriber"));
        monitor.change(() -> subscriptions.add(subscription));
        subscription.subscribe(target -> introduce(target, subscription));
        Consumer<Subscriber<? super T>> end = monitor.look(() -> terminal);
        if (end != null && monitor.look(subscription::isActive)) {
            subscription.end(end);
        }
    }

    private void introduce(Subscriber<? super T> subscriber, TestSubscription<T> subscription) {
        if (allowed.contains(Violation.NULL_SUBSCRIPTION)) {
            subscribeWithNull(subscriber);
        } else if (!allowed.contains(Violation.NO_SUBSCRIPTION)) {
            subscriber.onSubscribe(subscription);
        }
        if (allowed.contains(Violation.TWO_SUBSCRIPTIONS)) {
            TestSubscription<T> second = subscription(subscriber);
            monitor.change(() -> seconds.add(second));
            subscriber.onSubscribe(second);
        }
    }

    @SuppressWarnings("NullAway") // it is what the violation is
    private static void subscribeWithNull(Subscriber<?> subscriber) {
        subscriber.onSubscribe((Subscription) null);
    }

    private TestSubscription<T> subscription(Subscriber<? super T> subscriber) {
        return new TestSubscription<>(subscriber, monitor, allowed, n -> onRequest.accept(n));
    }

    /**
     * Sends an item to all subscribers that have not cancelled.
     *
     * @throws IllegalStateException if there was no subscriber yet, a subscriber has no demand, or the stream has
     *     ended; unless a violation allows that
     * @throws NullPointerException if the item is null; unless {@link Violation#NULL_ITEM} is allowed
     * @throws AssertionError if another thread stays inside a signal to the same subscriber for 10 seconds
     */
    @SuppressWarnings("NullAway") // null where the violation is allowed
    public TestPublisher<T> next(@Nullable T item) {
        if (item == null && !allowed.contains(Violation.NULL_ITEM)) {
            throw new NullPointerException(
                    "next(null): an item must not be null; to send null, allow Violation.NULL_ITEM");
        }
        for (TestSubscription<T> subscription : monitor.look(() -> countItem(item))) {
            subscription.next(item);
        }
        return this;
    }

    /**
     * The monitor is held: counts an item for all subscriptions, and returns them. Throws if one of them may not get
     * the item.
     */
    private List<TestSubscription<T>> countItem(@Nullable T item) {
        String call = "next(" + item + "): ";
        refuseAfterEnd(call);
        if (subscriptions.isEmpty()) {
            throw new IllegalStateException(call + "nobody has subscribed yet");
        }
        for (TestSubscription<T> subscription : subscriptions) {
            String obstacle = subscription.obstacle();
            if (obstacle != null) {
                throw new IllegalStateException(call + obstacle);
            }
        }
        subscriptions.forEach(TestSubscription::count);
        return List.copyOf(subscriptions);
    }

    /**
     * Completes the stream.
     *
     * @throws IllegalStateException if the stream has ended already; unless {@link Violation#AFTER_END} is allowed
     * @throws AssertionError if another thread stays inside a signal to the same subscriber for 10 seconds
     */
    public TestPublisher<T> complete() {
        return end("complete(): ", Subscriber::onComplete);
    }

    /**
     * Fails the stream.
     *
     * @throws IllegalStateException if the stream has ended already; unless {@link Violation#AFTER_END} is allowed
     * @throws NullPointerException if the failure is null; unless {@link Violation#NULL_FAILURE} is allowed
     * @throws AssertionError if another thread stays inside a signal to the same subscriber for 10 seconds
     */
    @SuppressWarnings("NullAway") // null where the violation is allowed
    public TestPublisher<T> error(@Nullable Throwable failure) {
        if (failure == null && !allowed.contains(Violation.NULL_FAILURE)) {
            throw new NullPointerException(
                    "error(null): a failure must not be null; to send null, allow Violation.NULL_FAILURE");
        }
        return end("error(" + failure + "): ", subscriber -> subscriber.onError(failure));
    }

    private TestPublisher<T> end(String call, Consumer<Subscriber<? super T>> signal) {
        List<TestSubscription<T>> targets = monitor.look(() -> {
            refuseAfterEnd(call);
            terminal = signal;
            return List.copyOf(subscriptions);
        });
        targets.forEach(subscription -> subscription.end(signal));
        return this;
    }

    /** The monitor is held. */
    private void refuseAfterEnd(String call) {
        if (terminal != null && !allowed.contains(Violation.AFTER_END)) {
            throw new IllegalStateException(call + "the stream has ended; to go on, allow Violation.AFTER_END");
        }
    }

    /**
     * The number of items that the latest subscriber has requested in all. 0 without a subscriber,
     * {@code Long.MAX_VALUE} for unbounded demand.
     */
    public long requested() {
        return monitor.look(() -> subscriptions.isEmpty() ? 0 : latest().requested());
    }

    /**
     * The number of items that may be sent now: the demand of the subscriber that has the least. 0 without a
     * subscriber.
     */
    public long demand() {
        return monitor.look(() -> subscriptions.stream()
                .filter(TestSubscription::isActive)
                .mapToLong(TestSubscription::demand)
                .min()
                .orElse(0));
    }

    /** Waits until there are at least {@code count} subscribers that have neither cancelled nor got the end. */
    public TestPublisher<T> awaitSubscribers(int count) {
        return await(count + " subscribers", () -> active() >= count);
    }

    /** Waits until the latest subscriber has requested {@code n} items in all, or more. */
    public TestPublisher<T> awaitRequested(long n) {
        return await("a request of " + n + " in all", () -> !subscriptions.isEmpty() && latest().requested() >= n);
    }

    /** Waits until there was a subscriber and all subscribers have cancelled. */
    public TestPublisher<T> awaitCancelled() {
        return await("cancellation", this::isCancelled);
    }

    private TestPublisher<T> await(String what, BooleanSupplier condition) {
        return monitor.await(condition, limit) ? this : failed("waited " + limit + " for " + what);
    }

    /** Checks that the latest subscriber has requested exactly {@code n} items in all. */
    public TestPublisher<T> assertRequested(long n) {
        return check(requested() == n, "a request of " + n + " in all");
    }

    /** Checks that there was a subscriber and all subscribers have cancelled. */
    public TestPublisher<T> assertCancelled() {
        return check(monitor.look(this::isCancelled), "cancellation");
    }

    /** Checks that no subscriber has cancelled. */
    public TestPublisher<T> assertNotCancelled() {
        return check(
                monitor.look(() -> subscriptions.stream().noneMatch(TestSubscription::isCancelled)), "no cancellation");
    }

    /** Checks that there are exactly {@code count} subscribers that have neither cancelled nor got the end. */
    public TestPublisher<T> assertSubscribers(int count) {
        return check(monitor.look(this::active) == count, count + " subscribers");
    }

    /** Checks that all second subscriptions of {@link Violation#TWO_SUBSCRIPTIONS} were cancelled (rule 2.5). */
    public TestPublisher<T> assertSecondCancelled() {
        boolean cancelled =
                monitor.look(() -> !seconds.isEmpty() && seconds.stream().allMatch(TestSubscription::isCancelled));
        return check(cancelled, "cancellation of each second subscription " + monitor.look(seconds::toString));
    }

    /** The monitor is held. */
    private int active() {
        return (int) subscriptions.stream().filter(TestSubscription::isActive).count();
    }

    /** The monitor is held. */
    private boolean isCancelled() {
        return !subscriptions.isEmpty() && subscriptions.stream().allMatch(TestSubscription::isCancelled);
    }

    /** The monitor is held. */
    private TestSubscription<T> latest() {
        return subscriptions.get(subscriptions.size() - 1);
    }

    private TestPublisher<T> check(boolean holds, String expected) {
        return holds ? this : failed("expected " + expected);
    }

    private TestPublisher<T> failed(String what) {
        throw new AssertionError(what + ", but " + describe());
    }

    private String describe() {
        return monitor.look(
                () -> subscriptions.isEmpty() ? "nobody has subscribed" : "the subscribers are " + subscriptions);
    }

    /** Describes the subscribers. */
    @Override
    public String toString() {
        return "TestPublisher[" + describe() + "]";
    }
}

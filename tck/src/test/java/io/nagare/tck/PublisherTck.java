package io.nagare.tck;

import static org.testng.Assert.assertSame;
import static org.testng.Assert.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriber;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriberWithSubscriptionSupport;
import org.testng.annotations.Test;

/** The TCK for the publisher of a row. */
public final class PublisherTck extends PublisherVerification<Object> {

    private static final long SIGNAL_MILLIS = 10_000;
    private static final long NO_SIGNAL_MILLIS = 50;

    /** The {@code expectError} of TCK 1.0.4 looks only once, after this time. It ignores its limit. */
    private static final long POLL_MILLIS = 200;

    private static final int MOST_COLLECTIONS = 50;

    private final TestEnvironment environment;
    private final Row row;

    PublisherTck(Row row) {
        this(environment(), row);
    }

    private PublisherTck(TestEnvironment environment, Row row) {
        super(environment);
        this.environment = environment;
        this.row = row;
    }

    static TestEnvironment environment() {
        return new TestEnvironment(SIGNAL_MILLIS, NO_SIGNAL_MILLIS, POLL_MILLIS);
    }

    @Override
    public Publisher<Object> createPublisher(long n) {
        return asObjects(row.items(n));
    }

    /** Returns null for a publisher that cannot fail before there is demand, as the TCK wants it. */
    @Override
    public Publisher<Object> createFailedPublisher() {
        return asObjects(row.failed());
    }

    /** The TCK looks at signals only, and not at the items. */
    @SuppressWarnings("unchecked")
    private static Publisher<Object> asObjects(Publisher<?> publisher) {
        return (Publisher<Object>) publisher;
    }

    @Override
    public long maxElementsFromPublisher() {
        return row.most();
    }

    /**
     * Replaces the TCK's test, which looks once, after one garbage collection. The collector may leave that out if
     * another test has just had one. This test looks until the reference has gone.
     */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        activePublisherTest(3, false, publisher -> assertForgetsSubscriber(publisher, environment));
    }

    /** Replaces the TCK's test, which looks once, after a fifth of a second. This test waits for the failure. */
    @Override
    @Test
    public void required_spec309_requestZeroMustSignalIllegalArgumentException() throws Throwable {
        activePublisherTest(10, false, publisher -> assertRefuses(publisher, 0, environment));
    }

    /** Waits for the failure too. */
    @Override
    @Test
    public void required_spec309_requestNegativeNumberMustSignalIllegalArgumentException() throws Throwable {
        activePublisherTest(10, false, publisher -> assertRefuses(publisher, -42, environment));
    }

    /** Waits until the publisher has failed a subscriber that has requested {@code demand}. */
    static <T> void assertRefuses(Publisher<T> publisher, long demand, TestEnvironment environment) throws Throwable {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        ManualSubscriber<T> subscriber = new ManualSubscriberWithSubscriptionSupport<>(environment) {
            @Override
            public void onError(Throwable failure) {
                failed.complete(failure);
            }
        };
        environment.subscribe(publisher, subscriber);
        subscriber.request(demand);
        Throwable failure = failed.get(SIGNAL_MILLIS, TimeUnit.MILLISECONDS);
        assertTrue(failure instanceof IllegalArgumentException, publisher + " failed with " + failure);
        environment.verifyNoAsyncErrorsNoDelay();
    }

    /** Lets a subscriber take one item and cancel. Waits until the publisher no longer refers to that subscriber. */
    static <T> void assertForgetsSubscriber(Publisher<T> publisher, TestEnvironment environment) throws Throwable {
        ReferenceQueue<Object> gone = new ReferenceQueue<>();
        WeakReference<Object> subscriber = cancelledSubscriber(publisher, environment, gone);
        Reference<?> found = null;
        for (int i = 0; i < MOST_COLLECTIONS && found == null; i++) {
            System.gc();
            found = gone.remove(NO_SIGNAL_MILLIS);
        }
        assertSame(found, subscriber, publisher + " still refers to a subscriber that has cancelled");
        environment.verifyNoAsyncErrorsNoDelay();
    }

    private static <T> WeakReference<Object> cancelledSubscriber(
            Publisher<T> publisher, TestEnvironment environment, ReferenceQueue<Object> gone) throws Throwable {
        ManualSubscriber<T> subscriber = environment.newManualSubscriber(publisher);
        subscriber.request(1);
        subscriber.nextElement();
        subscriber.cancel();
        return new WeakReference<>(subscriber, gone);
    }
}

package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A failure that comes after another thread has cancelled goes to the runtime: nobody downstream may be told. */
class LateFailureTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<String> unseen = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> unseen.add(failure.getMessage()))
                .start();
    }

    @AfterEach
    void close() {
        release.countDown();
        nagare.close();
        assertNull(unseen.poll());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private int fail(int item) {
        begun.countDown();
        await(release);
        throw new IllegalStateException("late " + item);
    }

    private void cancelMeanwhile(Subscription subscription) throws InterruptedException {
        await(begun);
        subscription.cancel();
        release.countDown();
        assertEquals("late 1", unseen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void ofAFunctionOnTheStrandThatServes() throws InterruptedException {
        Many<Integer> stream = Many.just(1).delayElements(Duration.ofMillis(1)).map(this::fail);
        cancelMeanwhile(nagare.blockOn(nagare.spawn(() -> stream.subscribe()), LIMIT));
    }

    @Test
    void ofAFunctionOnAnotherStrand() throws InterruptedException {
        cancelMeanwhile(Many.just(1).map(this::fail).runOn(nagare).subscribe());
    }

    /** Keeps its subscriber. */
    private static final class Foreign implements Publisher<Integer>, Subscription {

        private final CountDownLatch cancelled = new CountDownLatch(1);
        private volatile Subscriber<? super Integer> subscriber;

        @Override
        public void subscribe(Subscriber<? super Integer> added) {
            subscriber = added;
            added.onSubscribe(this);
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            cancelled.countDown();
        }
    }

    @Test
    void ofAForeignPublisher() throws InterruptedException {
        for (RuntimeException late : new RuntimeException[] {
            new CancellationException("as it was told to"), new IllegalStateException("late")
        }) {
            Foreign foreign = new Foreign();
            Subscription subscription = nagare.blockOn(nagare.spawn(() -> Many.from(foreign).subscribe()), LIMIT);
            subscription.cancel();
            await(foreign.cancelled);
            foreign.subscriber.onError(late);
        }
        assertEquals("late", unseen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    /** Keeps the only worker of a runtime busy, so that a strand of it sees all that happens meanwhile at once. */
    private static CountDownLatch occupy(Nagare runtime) {
        CountDownLatch occupied = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        runtime.spawn(() -> {
            occupied.countDown();
            await(enough);
            return null;
        });
        await(occupied);
        return enough;
    }

    @Test
    void thatWaitsToBeDelivered() throws InterruptedException {
        try (Nagare only = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> unseen.add(failure.getMessage()))
                .start()) {
            Foreign foreign = new Foreign();
            Subscription ofForeign = only.blockOn(only.spawn(() -> Many.from(foreign).subscribe()), LIMIT);
            CountDownLatch enough = occupy(only);
            foreign.subscriber.onError(new IllegalStateException("of a publisher"));
            ofForeign.cancel();
            enough.countDown();
            assertEquals("of a publisher", unseen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));

            Many<Integer> stream = Many.just(1).map(this::fail).runOn(nagare);
            Subscription ofStrand = only.blockOn(only.spawn(() -> stream.subscribe()), LIMIT);
            await(begun);
            enough = occupy(only);
            release.countDown();
            CountDownLatch delivered = occupy(nagare);
            CountDownLatch second = occupy(nagare);
            delivered.countDown();
            second.countDown();
            ofStrand.cancel();
            enough.countDown();
            assertEquals("late 1", unseen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void butNotTheEndOfARuntimeOfACancelledStream() {
        Many<Integer> waits = Many.<Integer>never().runOn(nagare);
        for (int i = 0; i < 100; i++) {
            waits.subscribe().cancel();
        }
    }
}

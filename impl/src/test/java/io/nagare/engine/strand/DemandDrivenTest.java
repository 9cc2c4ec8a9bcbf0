package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.driver.DemandDriven;
import io.nagare.driver.DiscardingSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class DemandDrivenTest {

    /** Requests nothing by itself, and notes all signals. */
    private static final class Noting implements Subscriber<Object> {

        private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        private Subscription subscription;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Object item) {
            signals.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure);
        }

        @Override
        public void onComplete() {
            signals.add("end");
        }
    }

    private static Noting subscribed(Publisher<?> stream) {
        Noting noting = new Noting();
        DemandDriven.of(stream).subscribe(noting);
        return noting;
    }

    @Test
    void theThreadThatRequestsRunsTheStream() throws InterruptedException {
        List<Thread> runners = new ArrayList<>();
        Noting noting = subscribed(Many.just(1, 2, 3).doOnNext(item -> runners.add(Thread.currentThread())));
        Thread other = new Thread(() -> noting.subscription.request(1));
        other.start();
        other.join();
        noting.subscription.request(2);
        assertEquals(List.of(other, Thread.currentThread(), Thread.currentThread()), runners);
        assertEquals(List.of(1, 2, 3, "end"), List.copyOf(noting.signals));
    }

    @Test
    void aStreamThatOthersDriveStaysThere() throws InterruptedException {
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            Noting noting =
                    subscribed(Many.just(1).runOn(nagare).map(item -> Nagare.isWorker(Thread.currentThread())));
            noting.subscription.request(1);
            assertEquals("end", last(noting, 2));
        }
    }

    private static Object last(Noting noting, int count) throws InterruptedException {
        Object signal = null;
        for (int i = 0; i < count; i++) {
            signal = noting.signals.poll(20, TimeUnit.SECONDS);
        }
        return signal;
    }

    @Test
    void whatABridgeAsksOfASubscriptionIsStillThere() throws InterruptedException {
        BlockingQueue<Object> discarded = new LinkedBlockingQueue<>();
        Noting noting = subscribed(Many.just("kept", "lost").doOnDiscard(String.class, discarded::add));
        DiscardingSubscription subscription = (DiscardingSubscription) noting.subscription;
        assertTrue(subscription.isDrivenByDemand());
        assertFalse(subscription.isRunning());
        assertTrue(subscription.requestAndHelp(1));
        assertEquals("kept", noting.signals.poll());
        subscription.discard("useless");
        assertEquals("useless", discarded.poll(20, TimeUnit.SECONDS));
        subscription.cancel();
        assertEquals(0, noting.signals.size());
    }

    @Test
    void wrongDemandFailsAsEver() throws InterruptedException {
        Noting noting = subscribed(Many.just(1));
        noting.subscription.request(0);
        assertTrue(last(noting, 1) instanceof IllegalArgumentException, noting.signals::toString);
    }

    @Test
    void aSubscriptionOfOthersIsHandedOnAsItIs() {
        Subscription theirs = new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };
        Noting noting = subscribed(subscriber -> subscriber.onSubscribe(theirs));
        assertSame(theirs, noting.subscription);
        assertEquals(
                "to",
                assertThrows(NullPointerException.class, () -> new DemandDriven<>(null)).getMessage());
    }
}

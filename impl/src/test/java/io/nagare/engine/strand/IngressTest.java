package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.failure.ProtocolViolationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The failure that a foreign publisher gets when it breaks a rule. */
class IngressTest {

    /**
     * The strand stops at this item until the publisher has learned of its failure. By then the strand has requested
     * more.
     */
    private static final int STOP = 200;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch refused = new CountDownLatch(1);
    private final CountDownLatch goneOn = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);

    /** A publisher on one thread that ignores demand until it is cancelled. */
    private final class Careless implements Publisher<Item>, Subscription, Runnable {

        private Subscriber<? super Item> subscriber;
        private boolean started;
        private volatile boolean cancelled;

        @Override
        public void subscribe(Subscriber<? super Item> to) {
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            if (!started) {
                started = true;
                new Thread(this, "careless").start();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void run() {
            subscriber.onNext(new Item(0));
            await(begun);
            for (int number = 1; !cancelled; number++) {
                subscriber.onNext(new Item(number));
            }
            told.countDown();
        }
    }

    /** A refused item lets the strand take other items before the publisher learns the reason. */
    private final class Item implements AutoCloseable {

        private final int number;

        Item(int number) {
            this.number = number;
        }

        void take() {
            if (number == 0) {
                begun.countDown();
                await(refused);
            } else if (number == STOP) {
                goneOn.countDown();
                await(told);
            }
        }

        @Override
        public void close() {
            if (number > STOP) {
                refused.countDown();
                await(goneOn);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void oneThreadThatSendsTooManyIsNotTakenForTwo() {
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            Task<?> task = runtime.spawn(Many.from(new Careless()).doOnNext(Item::take).then());
            ProtocolViolationException violation = assertThrows(ProtocolViolationException.class, task::block);
            assertEquals("1.1", violation.rule(), violation.getMessage());
        }
    }
}

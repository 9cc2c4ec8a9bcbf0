package io.nagare.engine.channel;

import io.nagare.One;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Counts the sent values. Some sends are cancelled on the way. Only a send that completes has sent its value. */
final class Ledger {

    private static final long LIMIT_SECONDS = 60;

    private final AtomicLong sent = new AtomicLong();

    /** Notes that one value was sent. */
    void enter() {
        sent.incrementAndGet();
    }

    /**
     * Sends, and waits for the completion or cancels after a while. A cancelled send may still happen when the next one
     * begins. So its value is marked as out of order.
     */
    void enter(LongFunction<One<Void>> send, long value, SplittableRandom random) throws InterruptedException {
        Sending one = new Sending();
        boolean cancelled = random.nextInt(3) == 0;
        send.apply(cancelled ? StormReceiver.outOfOrder(value) : value).subscribe(one);
        if (!cancelled) {
            if (!one.completed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("a send did not complete: was a wake-up lost?");
            }
            return;
        }
        for (int spins = random.nextInt(200); spins > 0; spins--) {
            Thread.onSpinWait();
        }
        one.upstream.cancel();
    }

    /**
     * Fails unless as many values were sent as received. A completion may still be on its way, so this waits for it.
     */
    void assertSent(long received) throws InterruptedException {
        OnThreads.waitFor(() -> sent.get() == received);
        if (sent.get() != received) {
            throw new AssertionError(sent + " were sent, and " + received + " received");
        }
    }

    private final class Sending implements Subscriber<Void> {

        private final CountDownLatch completed = new CountDownLatch(1);
        private volatile Subscription upstream;

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
        }

        @Override
        public void onNext(Void nothing) {}

        /** The channel was closed before it saw the cancellation. */
        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {
            enter();
            completed.countDown();
        }
    }
}

package io.nagare.engine.channel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A receiver with moods: it requests few or many values, and is slow or fast. It checks that each sender's values come
 * once, and in order.
 */
final class StormReceiver implements Subscriber<Long> {

    private static final int SENDER_SHIFT = 40;
    private static final long OUT_OF_ORDER = 1L << 39;

    private final SplittableRandom random;
    private final long[] last;
    private final Set<Long> strays = new HashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Subscription upstream;
    private long wanted;
    private long received;
    private long missed;
    private long digest;
    private String wrong = "";

    StormReceiver(SplittableRandom random, int senders) {
        this.random = random;
        this.last = new long[senders];
        Arrays.fill(last, -1);
    }

    /** Returns the value with a number, of a sender. */
    static long value(int sender, int number) {
        return ((long) sender << SENDER_SHIFT) | number;
    }

    /** Returns the same value with a mark: it may come at any time, but only once. */
    static long outOfOrder(long value) {
        return value | OUT_OF_ORDER;
    }

    void cancel() {
        upstream.cancel();
    }

    void awaitEnd(long seconds) throws InterruptedException {
        if (!ended.await(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the end did not come within " + seconds + " s after " + received
                    + " values: was a wake-up lost?");
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong);
        }
    }

    long received() {
        return received;
    }

    long missed() {
        return missed;
    }

    long digest() {
        return digest;
    }

    /** Returns the number of the last value of the first sender. */
    long last() {
        return last[0];
    }

    void miss(long count) {
        missed += count;
    }

    /** Counts a value and checks it. */
    void accept(long value) {
        int sender = (int) (value >> SENDER_SHIFT);
        long number = value & (OUT_OF_ORDER - 1);
        if ((value & OUT_OF_ORDER) != 0) {
            if (!strays.add(value)) {
                wrong = "value " + number + " of sender " + sender + " came twice";
            }
        } else {
            if (number <= last[sender]) {
                wrong = "after value " + last[sender] + " of sender " + sender + " came " + number;
            }
            last[sender] = number;
        }
        received++;
        digest = digest * 31 + value;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        ask();
    }

    private void ask() {
        wanted = random.nextInt(8) == 0 ? Long.MAX_VALUE : random.nextInt(1, 32);
        upstream.request(wanted);
    }

    @Override
    public void onNext(Long value) {
        accept(value);
        for (int spins = random.nextInt(random.nextInt(32) == 0 ? 5_000 : 10); spins > 0; spins--) {
            Thread.onSpinWait();
        }
        if (wanted != Long.MAX_VALUE && --wanted == 0) {
            ask();
        }
    }

    @Override
    public void onError(Throwable failure) {
        wrong = "failed: " + failure;
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }
}

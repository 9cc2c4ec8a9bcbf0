package io.nagare.engine.ownership;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscriber that checks the rules of Reactive Streams. Its demand is unbounded, or one item at a time from within,
 * or a batch at a time from another thread. It may cancel from within, and any thread may cancel it.
 */
final class Receiver implements Subscriber<Token> {

    private static final long UNBOUNDED = Long.MAX_VALUE / 2;

    private enum Asking {
        ALL,
        ONE_BY_ONE,
        FROM_ANOTHER_THREAD
    }

    private final Books books;
    private final Places places;
    private final Asking asking;
    private final int batch;
    private final int cancelAt;

    /** Whether to cancel within {@code onSubscribe}, before or after the first request. */
    private final boolean cancelsAtOnce;

    private final boolean asksBefore;
    private final CountDownLatch subscribed = new CountDownLatch(1);

    /** Opens when the stream has ended or was cancelled. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong demanded = new AtomicLong();
    private volatile boolean ended;
    private volatile int received;
    private volatile Subscription upstream;
    private volatile Throwable failure;

    /** With {@code cancelsWithin}, the receiver cancels at a certain item. */
    Receiver(Draw draw, Books books, Places places, boolean cancelsWithin) {
        this.books = books;
        this.places = places;
        asking = Asking.values()[draw.between(0, Asking.values().length - 1)];
        batch = draw.between(1, 7);
        cancelAt = cancelsWithin ? draw.between(1, 12) : 0;
        cancelsAtOnce = cancelsWithin && draw.chance(20);
        asksBefore = draw.either();
        draw.say("| asks " + asking + (asking == Asking.FROM_ANOTHER_THREAD ? " " + batch : "")
                + (cancelsAtOnce ? ", cancels at once" : cancelsWithin ? ", cancels at " + cancelAt : ""));
    }

    boolean awaitSubscription(long seconds) throws InterruptedException {
        return subscribed.await(seconds, TimeUnit.SECONDS);
    }

    boolean isSubscribed() {
        return upstream != null;
    }

    boolean awaitEnd(long seconds) throws InterruptedException {
        return over.await(seconds, TimeUnit.SECONDS);
    }

    void cancel() {
        upstream.cancel();
        over.countDown();
    }

    private void ask(long count) {
        demanded.addAndGet(count);
        upstream.request(count);
    }

    private void askFromAnotherThread() {
        places.elsewhere(books, () -> ask(batch));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream != null) {
            books.fault("a second onSubscribe");
        }
        upstream = subscription;
        subscribed.countDown();
        if (!cancelsAtOnce || asksBefore) {
            begin(subscription);
        }
        if (cancelsAtOnce) {
            cancel();
        }
    }

    private void begin(Subscription subscription) {
        switch (asking) {
            case ALL -> {
                demanded.set(UNBOUNDED);
                subscription.request(Long.MAX_VALUE);
            }
            case ONE_BY_ONE -> ask(1);
            default -> askFromAnotherThread();
        }
    }

    @Override
    public void onNext(Token token) {
        if (inside.incrementAndGet() != 1) {
            books.fault("two signals at a time");
        }
        if (ended) {
            books.fault(token + " came after the end");
        }
        if (demanded.decrementAndGet() < 0) {
            books.fault(token + " was not asked for");
        }
        token.deliver();
        received++;
        boolean leaves = received == cancelAt;
        if (leaves) {
            cancel();
        }
        inside.decrementAndGet();
        if (leaves || asking == Asking.ALL) {
            return;
        }
        if (asking == Asking.ONE_BY_ONE) {
            ask(1);
        } else if (received % batch == 0) {
            askFromAnotherThread();
        }
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        end();
        Failures.expect(cause, books);
    }

    @Override
    public void onComplete() {
        end();
    }

    private void end() {
        if (inside.get() != 0) {
            books.fault("an end within an item");
        }
        if (ended) {
            books.fault("a second end");
        }
        ended = true;
        over.countDown();
    }

    @Override
    public String toString() {
        return received + " received" + (ended ? ", ended" + (failure == null ? "" : " with " + failure) : "");
    }
}

package io.nagare.http;

import io.nagare.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that takes items when a test says so. */
final class SlowReader implements Subscriber<Bytes>, AutoCloseable {

    private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    private final Semaphore came = new Semaphore(0);
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Requests so many items and waits for them. */
    void take(int items) throws Exception {
        subscribed.get(20, TimeUnit.SECONDS).request(items);
        if (!came.tryAcquire(items, 20, TimeUnit.SECONDS)) {
            throw new AssertionError("only " + taken + " items came");
        }
    }

    /** Requests all that is left and waits for the end. */
    void takeAll() throws Exception {
        subscribed.get(20, TimeUnit.SECONDS).request(Long.MAX_VALUE);
        ended.get(20, TimeUnit.SECONDS);
    }

    long taken() {
        return taken.get();
    }

    /** How many bytes the items had that were taken. */
    long bytes() {
        return bytes.get();
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Waits until a server writes no more. */
    static void awaitStandstill(LongSupplier written) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long before;
        do {
            before = written.getAsLong();
            never.await(200, TimeUnit.MILLISECONDS);
        } while (written.getAsLong() != before);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscribed.complete(subscription);
    }

    @Override
    public void onNext(Bytes item) {
        taken.incrementAndGet();
        bytes.addAndGet(item.length());
        came.release();
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }

    @Override
    public void close() {
        subscribed.thenAccept(Subscription::cancel);
    }
}

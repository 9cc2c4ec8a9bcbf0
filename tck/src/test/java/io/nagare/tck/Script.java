package io.nagare.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that runs a test's code in each signal, and records broken rules. */
class Script implements Subscriber<Object> {

    private static final long LIMIT_SECONDS = 30;

    private final List<Object> items = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Subscription subscription;
    private Thread inside;
    private boolean over;
    private Throwable failure;

    /** Runs in onSubscribe. */
    void begin(Subscription subscription) {}

    /** Runs in onNext, with the number of items so far. */
    void item(Subscription subscription, int count) {}

    final Subscription subscription() throws InterruptedException {
        begun.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        return subscription;
    }

    @Override
    public final void onSubscribe(Subscription s) {
        enter("onSubscribe");
        if (subscription != null) {
            violation("a second onSubscribe");
        }
        subscription = s;
        begin(s);
        begun.countDown();
        leave();
    }

    @Override
    public final void onNext(Object item) {
        enter("onNext");
        int count;
        synchronized (this) {
            items.add(item);
            count = items.size();
        }
        if (item == null) {
            violation("onNext(null)");
        }
        item(subscription, count);
        leave();
    }

    @Override
    public final void onError(Throwable cause) {
        enter("onError");
        synchronized (this) {
            over = true;
            failure = cause;
        }
        leave();
        ended.countDown();
    }

    @Override
    public final void onComplete() {
        enter("onComplete");
        synchronized (this) {
            over = true;
        }
        leave();
        ended.countDown();
    }

    private synchronized void enter(String signal) {
        if (inside != null) {
            violation(signal + " within another signal (1.3)");
        }
        if (over) {
            violation(signal + " after the end (1.7)");
        }
        if (subscription == null && !signal.equals("onSubscribe")) {
            violation(signal + " before onSubscribe (1.9)");
        }
        inside = Thread.currentThread();
    }

    private synchronized void leave() {
        inside = null;
    }

    private synchronized void violation(String text) {
        violations.add(text);
    }

    /** Waits for the end. Returns whether it came in time. */
    final boolean awaitEnd() throws InterruptedException {
        return ended.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    final boolean hasEnded() {
        return ended.getCount() == 0;
    }

    final synchronized int count() {
        return items.size();
    }

    final synchronized Throwable failure() {
        return failure;
    }

    final synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}

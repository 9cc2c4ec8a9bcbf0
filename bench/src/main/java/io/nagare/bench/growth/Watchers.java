package io.nagare.bench.growth;

import io.nagare.Nagare;
import io.nagare.channel.Watch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Watchers of one value. The last watcher to see a change makes the next, so the runtime waits for no thread from
 * outside.
 */
final class Watchers implements Crowd {

    private static final int OPERATIONS = 100_000;

    private final Watch<Integer> watch = Watch.of(0);
    private final AtomicInteger unseen = new AtomicInteger();
    private final Nagare nagare;
    private final int watchers;
    private final int changes;
    private volatile Countdown once = new Countdown(1);

    /** Makes the watchers, and returns when all are subscribed. */
    Watchers(Nagare nagare, int watchers) throws InterruptedException {
        this.nagare = nagare;
        this.watchers = watchers;
        this.changes = Math.max(2, OPERATIONS / watchers);
        for (int i = 0; i < watchers; i++) {
            nagare.spawn(watch.changes().doOnNext(this::seen));
        }
        while (watch.subscribers() < watchers) {
            Thread.sleep(1);
        }
    }

    private void seen(int value) {
        if (unseen.decrementAndGet() > 0) {
            return;
        }
        if (value < changes) {
            change(value + 1);
        } else {
            once.count();
        }
    }

    private void change(int value) {
        unseen.set(watchers);
        watch.send(value);
    }

    @Override
    public long once() throws InterruptedException {
        Countdown end = new Countdown(1);
        once = end;
        nagare.spawn(() -> {
            change(1);
            return null;
        });
        end.await();
        return (long) changes * watchers;
    }

    @Override
    public void close() {
        watch.close();
    }
}

package io.nagare.engine;

import io.nagare.BlockingCallException;
import io.nagare.FetchedItems;
import io.nagare.driver.AfterRun;
import io.nagare.driver.DiscardingSubscription;
import io.nagare.engine.queue.SpscRing;
import io.nagare.engine.scheduler.Patience;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.time.SystemTimeSource;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What a thread that may block gets of a stream: a ring that the stream's strand fills and the thread empties. A stream
 * that waits for nothing else than demand is run by the thread itself, as long as its items are cheap. Others are asked
 * for more when half of the ring is used, so that they and the thread work side by side, and the thread parks only when
 * there is nothing.
 *
 * <p>One thread iterates, any may close; signals come from the strand. Always holds: an item is with the thread that
 * took it, or in the ring, or has been discarded. Each is taken by an exchange, since closing takes all that are there.
 */
final class IteratedItems<T> implements FetchedItems<T>, Subscriber<T> {

    /**
     * Where this thread has needed longer for some items, the next batches are made by the workers, side by side with
     * what this thread does.
     */
    private static final long CHEAP_NANOS = 20_000;

    /** How many batches, before this thread tries again with one item. */
    private static final int LEFT_TO_WORKERS = 32;

    /** How the stream ended. */
    private record End(@Nullable Throwable failure) {}

    private final SpscRing<T> ring;
    private final int prefetch;
    private final int batch;
    private final AfterRun flush = new AfterRun() {
        @Override
        protected void run() {
            flush();
        }
    };

    /* Written once. */
    private volatile @Nullable DiscardingSubscription upstream;
    private volatile @Nullable End end;
    private volatile boolean closed;

    /** The thread that iterates, as soon as it has waited. */
    private volatile @Nullable Thread iterating;

    /* Of the iterating thread, as are the next ones. */
    private final Patience patience;

    /** How many more items may be requested. */
    private int owed;

    /**
     * How many items this thread makes when there are none: one at first, and twice as many each time as long as they
     * are cheap.
     */
    private int portion = 1;

    /**
     * How many batches are still left to the workers; after that this thread makes the items itself when there are
     * none.
     */
    private int leftToWorkers;

    private IteratedItems(int prefetch) {
        this.prefetch = prefetch;
        ring = new SpscRing<>(prefetch);
        patience = new Patience(SystemTimeSource.INSTANCE, () -> !ring.isEmpty() || end != null || closed);
        batch = prefetch - (prefetch >> 1);
    }

    /** Subscribes, and requests that many items. */
    static <T> IteratedItems<T> of(Publisher<T> source, int prefetch) {
        IteratedItems<T> items = new IteratedItems<>(prefetch);
        source.subscribe(items);
        items.requestAllIfDriven();
        return items;
    }

    // By the iterating thread

    @Override
    public boolean hasNext() {
        while (ring.isEmpty()) {
            End how = end;
            // Whatever the stream sent before its end is in the ring by now.
            if (how != null && ring.isEmpty()) {
                if (how.failure() != null && !closed) {
                    throw Awaiter.unchecked(how.failure());
                }
                return false;
            }
            if (closed) {
                return false;
            }
            if (how == null) {
                await();
            }
        }
        return true;
    }

    @Override
    public T next() {
        T item = ring.pollExclusively();
        if (item == null) {
            throw new NoSuchElementException("the iterator was closed");
        }
        owed++;
        if (owed >= batch && leftToWorkers > 0) {
            leftToWorkers--;
            requestAll();
        }
        return item;
    }

    /** Other threads bring what the first request has not brought at once: they are asked for all that has room. */
    private void requestAllIfDriven() {
        DiscardingSubscription from = upstream;
        if (from != null && (ring.isEmpty() || !from.isDrivenByDemand())) {
            leftToWorkers = LEFT_TO_WORKERS;
            requestAll();
        }
    }

    private void requestAll() {
        int all = owed;
        DiscardingSubscription from = upstream;
        if (all > 0 && from != null && end == null) {
            owed = 0;
            from.request(all);
        }
    }

    /**
     * Makes some items on this thread if the stream waits for nothing else than demand and the last were cheap, else
     * leaves all to the workers.
     */
    private void makeSome() {
        DiscardingSubscription from = upstream;
        if (from == null || leftToWorkers > 0) {
            requestAll();
            return;
        }
        int some = Math.min(portion, owed);
        owed -= some;
        long began = SystemTimeSource.INSTANCE.nanoTime();
        boolean made = from.requestAndHelp(some) && !ring.isEmpty() && from.isDrivenByDemand();
        boolean cheap = SystemTimeSource.INSTANCE.nanoTime() - began < CHEAP_NANOS;
        // A worker must not wait for others.
        if (made && (cheap || Schedulers.currentOrNull() != null)) {
            portion = 2 * some;
        } else {
            portion = 1;
            leftToWorkers = LEFT_TO_WORKERS;
            requestAll();
        }
    }

    private void await() {
        if (owed > 0) {
            makeSome();
            return;
        }
        Schedulers.refuseOnWorker("BlockingIterator.hasNext");
        if (patience.finds()) {
            return;
        }
        long began = SystemTimeSource.INSTANCE.nanoTime();
        iterating = Thread.currentThread();
        while (ring.sleep() && end == null && !closed) {
            if (Thread.currentThread().isInterrupted()) {
                throw new BlockingCallException("interrupted while waiting for an item", new InterruptedException());
            }
            park();
        }
        ring.awake();
        patience.hasSlept(SystemTimeSource.INSTANCE.nanoTime() - began, true);
    }

    private void park() {
        DiscardingSubscription from = upstream;
        if (from != null && from.isRunning()) {
            LockSupport.parkNanos(this, SpscRing.LOOK_AGAIN_NANOS);
        } else {
            LockSupport.park(this);
        }
    }

    // By any thread

    @Override
    public void close() {
        closed = true;
        DiscardingSubscription from = upstream;
        if (from != null) {
            from.cancel();
        }
        discardAll();
        wakeIterating();
    }

    /** After {@code closed} was written, and after an item was put by who then sees it written. */
    private void discardAll() {
        DiscardingSubscription from = upstream;
        if (from != null) {
            ring.drain(from::discard);
        }
    }

    private void wakeIterating() {
        LockSupport.unpark(iterating);
    }

    // By the stream

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = (DiscardingSubscription) subscription;
        owed = prefetch - 1;
        subscription.request(1);
    }

    @Override
    public void onNext(T item) {
        ring.offer(item);
        DiscardingSubscription from = upstream;
        if (from != null && !flush.isDue()) {
            from.afterRun(flush);
        }
        if (ring.mustWake()) {
            wakeIterating();
        }
    }

    private void flush() {
        if (ring.flush()) {
            wakeIterating();
        }
        if (closed) {
            discardAll();
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        end = new End(cause);
        wakeIterating();
    }
}

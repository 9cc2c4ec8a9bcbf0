package io.nagare.engine;

import io.nagare.driver.AfterRun;
import io.nagare.driver.DiscardingSubscription;
import io.nagare.engine.queue.SpscRing;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Patience;
import io.nagare.engine.time.SystemTimeSource;
import io.nagare.failure.BlockingCallException;
import io.nagare.stage.FetchedItems;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The items of a stream for a thread that may block: a ring that the stream's strand fills and the thread empties.
 * Behind {@link io.nagare.stage.Engine#iterate}.
 *
 * <p>The thread runs the stream itself while only demand has ever driven it and its items are cheap. Any other stream
 * is asked for more when half of the ring is used. So the workers and the thread work side by side, and the thread
 * parks only when the ring is empty.
 *
 * <p>One thread iterates, and any thread may close. The strand sends the signals. Always holds: an item is with the
 * thread that took it, in the ring, or discarded. Each item is taken by an exchange, because {@link #close()} empties
 * the ring from another thread.
 */
final class IteratedItems<T> implements FetchedItems<T>, Subscriber<T> {

    /**
     * The iterating thread makes items itself while a portion takes it less than this. After a slower portion the
     * workers make the next batches.
     */
    private static final long CHEAP_NANOS = 20_000;

    /** How many batches the workers make before the iterating thread tries again, with one item. */
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

    /*
     * Volatile: the strand writes each of these once, or the closer in the case of `closed`, and any thread reads them.
     */
    private volatile @Nullable DiscardingSubscription upstream;
    private volatile @Nullable End end;
    private volatile boolean closed;

    /** The iterating thread, once it has had to park. */
    private volatile @Nullable Thread iterating;

    /* Only the iterating thread uses this field and those below. */
    private final Patience patience;

    /** How many more items may be requested. */
    private int owed;

    /**
     * How many items the iterating thread makes when the ring is empty. Starts at 1 and doubles while they are cheap.
     */
    private int portion = 1;

    /**
     * How many batches are still left to the workers. At 0 the iterating thread makes the items itself when the ring is
     * empty.
     */
    private int leftToWorkers;

    private IteratedItems(int prefetch) {
        this.prefetch = prefetch;
        ring = new SpscRing<>(prefetch);
        patience = new Patience(SystemTimeSource.INSTANCE, () -> !ring.isEmpty() || end != null || closed);
        batch = prefetch - (prefetch >> 1);
    }

    /** Subscribes with the given prefetch. */
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
            // Checked again: by now the ring holds everything that the stream sent before its end.
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

    /**
     * Requests as many items as there is room for, if other threads drive the stream or the first request brought no
     * item.
     */
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
     * Makes some items on this thread, or leaves them all to the workers. This thread makes them if only demand has
     * driven the stream and no batches are left to the workers.
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
        // On a worker the cost does not count: a worker must not wait for others.
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

    /**
     * Called after {@code closed} was written, and after a run that put an item. Whichever of the two comes later
     * empties the ring.
     */
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

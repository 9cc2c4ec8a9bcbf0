package io.nagare.engine.strand;

import io.nagare.ProtocolViolationException;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.queue.SpscRing;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The edge where a foreign {@link Publisher} comes into a strand.
 *
 * <p>Its signals may come from any thread, one at a time (1.3). One that comes on the strand while nothing waits goes straight
 * through; others go through a ring that never holds more than was requested. No more is requested than downstream asked for,
 * and no more than the ring holds. A publisher that breaks the rules is cancelled and the stream fails with a
 * {@link ProtocolViolationException}; nothing is lost without a word.
 *
 * @param <T> what is received
 */
final class Ingress<T> extends Leaf implements Subscriber<T>, StrandSubscription {

    /** How many items are requested ahead at the most, unless told otherwise. */
    static final int DEFAULT_CAPACITY = 256;

    private static final VarHandle UPSTREAM = handle("upstream", Subscription.class);
    private static final VarHandle SIGNALLER = handle("signaller", Thread.class);
    private static final VarHandle END = handle("end", End.class);

    private static VarHandle handle(String field, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), field, VarHandle.class, Ingress.class, type);
    }

    /** How the foreign publisher ended. */
    private record End(@Nullable Throwable failure) {}

    private static final Subscription CANCELLED = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final StrandSubscriber<? super T> downstream;
    private final int capacity;

    /*
     * Set once by compare-and-set, by whichever thread calls onSubscribe, or replaced by CANCELLED with an exchange. The wake
     * that follows orders it before the run that makes the first request.
     */
    private volatile @Nullable Subscription upstream;

    /** The thread that is inside onNext, so that a second one is found out. It may be the strand's own, nested. */
    @SuppressWarnings("unused") // by SIGNALLER
    private volatile @Nullable Thread signaller;

    /** Set once. Whoever sees it also sees all items that the publisher put into the ring before. */
    private volatile @Nullable End end;

    /** Made by the publisher's thread for its first item; the wake that follows publishes it. */
    private volatile @Nullable SpscRing<T> ring;

    /** What downstream has asked for and not been given. */
    private long demand;

    /** What has been requested and not been emitted. Only the strand touches it. */
    private int inFlight;

    private boolean emitting;
    private boolean done;

    Ingress(StrandSubscriber<? super T> downstream, Strand strand, int capacity) {
        super(strand);
        this.downstream = downstream;
        this.capacity = capacity;
    }

    /** Returns false if downstream has cancelled at once, so that nobody has subscribed to the publisher. */
    boolean subscribeTo(Publisher<? extends T> publisher) {
        downstream.onSubscribe(this);
        if (done) {
            return false;
        }
        try {
            publisher.subscribe(this);
        } catch (Throwable failure) {
            if (done) {
                strand().driver().unseen(failure, "the subscribe of a publisher");
            } else {
                finish(new End(failure));
            }
        }
        return true;
    }

    // Signals of the publisher, from any thread

    @Override
    public void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refuseNull("onSubscribe(null)");
        }
        if (!UPSTREAM.compareAndSet(this, null, subscription)) {
            cancel(subscription);
            return;
        }
        if (strand().isCurrent()) {
            requestMore();
        } else {
            wake();
        }
    }

    @Override
    public void onNext(T item) {
        if (item == null) {
            throw refuseNull("onNext(null)");
        }
        if (upstream == null) {
            violate(new ProtocolViolationException("1.9", "a publisher called onNext before onSubscribe"));
            return;
        }
        if (isCancelled() || end != null) {
            strand().discard(item);
            return;
        }
        Thread current = Thread.currentThread();
        Thread other = (Thread) SIGNALLER.compareAndExchange(this, null, current);
        if (other != null && other != current) {
            violate(new ProtocolViolationException(
                    "1.3", "a publisher called onNext on two threads at once: " + other + " and " + current));
            return;
        }
        try {
            accept(item);
        } finally {
            if (other == null) {
                SIGNALLER.setRelease(this, null);
            }
        }
    }

    private void accept(T item) {
        SpscRing<T> queue = ring;
        if (strand().isCurrent() && !emitting && (queue == null || queue.isEmpty())) {
            receive(item);
            if (done || end != null) {
                return;
            }
            if (strand().spend(1)) {
                requestMore();
            } else {
                // The publisher's own loop ends for want of demand, and others have their turn.
                wake();
            }
            return;
        }
        if (queue == null) {
            queue = new SpscRing<>(capacity);
            ring = queue;
        }
        if (!queue.offer(item)) {
            strand().discard(item);
            violate(tooMany());
            return;
        }
        wake();
    }

    @Override
    public void onError(Throwable failure) {
        if (failure == null) {
            throw refuseNull("onError(null)");
        }
        if (!end(new End(failure)) && !isCancelled()) {
            strand().driver().unseen(failure, "a publisher that had already ended");
        }
    }

    @Override
    public void onComplete() {
        if (upstream == null) {
            violate(new ProtocolViolationException("1.9", "a publisher called onComplete before onSubscribe"));
        } else {
            end(new End(null));
        }
    }

    private boolean end(End how) {
        if (!END.compareAndSet(this, null, how)) {
            return false;
        }
        wakeOrRun();
        return true;
    }

    private NullPointerException refuseNull(String signal) {
        NullPointerException failure = new NullPointerException(signal + " (Reactive Streams rule 2.13)");
        violate(failure);
        return failure;
    }

    private void violate(Throwable violation) {
        cancel(upstream);
        if (END.compareAndSet(this, null, new End(violation))) {
            wakeOrRun();
        } else if (!isCancelled()) {
            strand().driver().unseen(violation, "a publisher that had already ended");
        }
    }

    /** What cancelling throws must not keep the stream from its end. */
    private void cancel(@Nullable Subscription from) {
        if (from == null) {
            return;
        }
        try {
            from.cancel();
        } catch (Throwable failure) {
            strand().driver().unseen(thrown("3.15", "cancel", failure), "a publisher that is not needed any more");
        }
    }

    private static ProtocolViolationException thrown(String rule, String method, Throwable failure) {
        ProtocolViolationException violation =
                new ProtocolViolationException(rule, "a subscription's " + method + " threw " + failure);
        violation.initCause(failure);
        return violation;
    }

    private void wakeOrRun() {
        if (strand().isCurrent() && !emitting) {
            run();
        } else {
            wake();
        }
    }

    private boolean isCancelled() {
        return upstream == CANCELLED;
    }

    private static ProtocolViolationException tooMany() {
        return new ProtocolViolationException("1.1", "a publisher sent more items than were requested of it");
    }

    // On the strand

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        if (!emitting) {
            run();
        }
    }

    @Override
    public void cancel() {
        done = true;
        cancel((Subscription) UPSTREAM.getAndSet(this, CANCELLED));
        clear();
    }

    @Override
    protected void run() {
        if (emitting) {
            return;
        }
        if (done) {
            // An item that the publisher put into the ring just as the stream was cancelled.
            clear();
            return;
        }
        // Read before the ring: if the publisher had ended by now, everything it sent is in the ring by now.
        End how = end;
        SpscRing<T> queue = ring;
        if (queue != null) {
            for (T item = demand > 0 ? queue.poll() : null; item != null; item = demand > 0 ? queue.poll() : null) {
                receive(item);
                if (done) {
                    clear();
                    return;
                }
                if (end == null) {
                    requestMore();
                }
                if (!strand().spend(1)) {
                    wake();
                    return;
                }
            }
        }
        if (how != null && (queue == null || queue.isEmpty())) {
            finish(how);
        } else if (!done) {
            requestMore();
        }
    }

    private void receive(T item) {
        if (done) {
            strand().discard(item);
            return;
        }
        if (inFlight == 0) {
            strand().discard(item);
            refuse();
            return;
        }
        inFlight--;
        emitting = true;
        try {
            if (downstream.onNext(item)) {
                demand = Demand.subtract(demand, 1);
            }
        } finally {
            emitting = false;
        }
    }

    /** An item that nobody asked for: fails the stream even if the publisher completed it after the item. */
    private void refuse() {
        cancel(upstream);
        End how = new End(tooMany());
        END.compareAndSet(this, null, how);
        finish(how);
    }

    /** Requests in batches of three quarters when demand is large, and exactly what is wanted when it is small. */
    private void requestMore() {
        Subscription from = upstream;
        if (from == null || done) {
            return;
        }
        int wanted = (int) Math.min(demand, capacity);
        int more = wanted - inFlight;
        if (more > 0 && (wanted < capacity || more >= capacity - capacity / 4)) {
            inFlight += more;
            try {
                from.request(more);
            } catch (Throwable failure) {
                violate(thrown("3.16", "request", failure));
            }
        }
    }

    private void finish(End how) {
        if (done) {
            return;
        }
        done = true;
        if (how.failure() == null) {
            downstream.onComplete();
        } else {
            clear();
            downstream.onError(how.failure());
        }
    }

    private void clear() {
        SpscRing<T> queue = ring;
        if (queue != null) {
            for (T item = queue.poll(); item != null; item = queue.poll()) {
                strand().discard(item);
            }
        }
    }
}

package io.nagare.engine.channel;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.emit.Emitter;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.StreamEnd;
import io.nagare.failure.OverflowException;
import io.nagare.policy.Overflow;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The source of {@code Many.create} and {@code One.create}. Any number of threads put items into a bounded queue, and
 * the strand takes them out.
 *
 * <p>The lock guards the queue, its end, and the demand that producers may ask for. No foreign code is called under the
 * lock.
 */
public final class EmitterSource<T> extends Leaf implements StrandSubscription, Emitter<T> {

    private final Overflow overflow;
    private final boolean single;
    private final StrandSubscriber<? super T> downstream;

    private final ShortLock lock = new ShortLock();
    private final ArrayDeque<T> queue = new ArrayDeque<>();

    /** Items that newer items have replaced; the strand will discard them. */
    private final ArrayDeque<T> dropped = new ArrayDeque<>(0);

    private long demand;
    private boolean ended;
    private @Nullable Throwable failure;
    private boolean closed;
    private @Nullable Runnable onClose;

    /** The user's function that gets the emitter; null once it has got it. */
    private @Nullable Consumer<? super Emitter<T>> producer;

    private boolean draining;
    private boolean done;

    /**
     * Makes the source of one subscription.
     *
     * @param single whether the first item ends the stream
     */
    public EmitterSource(
            Overflow overflow, boolean single, StrandSubscriber<? super T> downstream, Strand strand) {
        super(strand);
        this.overflow = overflow;
        this.single = single;
        this.downstream = downstream;
    }

    /**
     * Subscribes the downstream, and gives the emitter to the producer in a later run. By then the demand that was
     * requested in {@code onSubscribe} is known, so a producer that emits at once finds it. On the strand.
     */
    public void start(Consumer<? super Emitter<T>> waiting) {
        producer = waiting;
        downstream.onSubscribe(this);
        if (!done) {
            wake();
        }
    }

    private void begin(Consumer<? super Emitter<T>> waiting) {
        producer = null;
        try {
            waiting.accept(this);
        } catch (Throwable thrown) {
            error(thrown);
        }
    }

    // Any thread

    @Override
    public boolean emit(T item) {
        Objects.requireNonNull(item, "create: emitted null");
        boolean accepted;
        lock.lock();
        try {
            if (ended || closed) {
                return false;
            }
            accepted = queue.size() < overflow.capacity() || queue.size() < demand || makeRoom();
            if (accepted) {
                queue.add(item);
                ended = single;
            }
        } finally {
            lock.unlock();
        }
        wake();
        return accepted;
    }

    private boolean makeRoom() {
        switch (overflow.strategy()) {
            case DROP_OLDEST -> {
                dropped.add(queue.remove());
                return true;
            }
            case FAIL -> {
                ended = true;
                failure = new OverflowException("create", demand, overflow.capacity());
            }
            default -> {}
        }
        return false;
    }

    @Override
    public void complete() {
        end(null);
    }

    @Override
    public void error(Throwable cause) {
        if (!end(Objects.requireNonNull(cause, "failure"))) {
            strand().driver().unseen(cause, "an emitter whose stream has already ended");
        }
    }

    private boolean end(@Nullable Throwable cause) {
        lock.lock();
        try {
            if (ended || closed) {
                return false;
            }
            ended = true;
            failure = cause;
        } finally {
            lock.unlock();
        }
        wake();
        return true;
    }

    @Override
    public boolean isClosed() {
        lock.lock();
        try {
            return ended || closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long demand() {
        lock.lock();
        try {
            return closed ? 0 : Math.max(0, demand == Demand.UNBOUNDED ? demand : demand - queue.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onClose(Runnable action) {
        Objects.requireNonNull(action, "action");
        lock.lock();
        try {
            if (onClose != null) {
                throw new IllegalStateException("create: onClose was already set");
            }
            onClose = action;
            if (!closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        run(action);
    }

    // On the strand

    @Override
    public void request(long n) {
        lock.lock();
        try {
            demand = Demand.add(demand, n);
        } finally {
            lock.unlock();
        }
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            close();
        }
    }

    @Override
    protected void run() {
        if (draining || done) {
            return;
        }
        if (producer != null) {
            begin(producer);
        }
        draining = true;
        if (overflow.strategy() == Overflow.Strategy.DROP_OLDEST) {
            discardDropped();
        }
        for (T item = take(); item != null; item = take()) {
            if (!downstream.onNext(item)) {
                giveBack();
            }
            if (done) {
                return;
            }
            if (!strand().spend(1)) {
                wake();
                draining = false;
                return;
            }
        }
        draining = false;
        if (!done && isExhausted()) {
            close();
            StreamEnd.send(downstream, failure);
        }
    }

    private @Nullable T take() {
        lock.lock();
        try {
            if (demand == 0) {
                return null;
            }
            T item = queue.poll();
            if (item != null) {
                demand = Demand.subtract(demand, 1);
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    private void discardDropped() {
        ArrayDeque<T> lost;
        lock.lock();
        try {
            lost = new ArrayDeque<>(dropped);
            dropped.clear();
        } finally {
            lock.unlock();
        }
        Discard.all(lost, strand());
    }

    private void giveBack() {
        lock.lock();
        try {
            demand = Demand.add(demand, 1);
        } finally {
            lock.unlock();
        }
    }

    private boolean isExhausted() {
        lock.lock();
        try {
            return ended && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        done = true;
        Runnable action;
        lock.lock();
        try {
            closed = true;
            dropped.addAll(queue);
            queue.clear();
            action = onClose;
        } finally {
            lock.unlock();
        }
        discardDropped();
        if (action != null) {
            run(action);
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            strand().driver().unseen(thrown, "the onClose of an emitter");
        }
    }
}

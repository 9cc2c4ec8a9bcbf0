package io.nagare.engine.channel;

import io.nagare.engine.queue.WaitList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One subscription to a shared source, and the ring that its items wait in until every receiver has taken them; so the slowest receiver
 * paces the source.
 *
 * <p>Everything here is guarded by the lock. Signals come from the source's strand, the other calls from the strands of the receivers;
 * the source is called, and receivers are woken, outside the lock.
 */
final class SharedConnection<T> implements Subscriber<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitList waiting = new WaitList();
    private final @Nullable Object[] slots;

    /** How many receivers have yet to take the item of a slot. */
    private final int[] untaken;

    private final int batch;

    /** The numbers of the oldest item that is kept, and of the next one. */
    private long head;

    private long tail;
    private int receivers;
    private @Nullable Subscription upstream;
    private boolean demanded;

    /** Slots that have become free and have not been requested again. */
    private int freed;

    private boolean ended;
    private boolean abandoned;
    private @Nullable Throwable failure;

    SharedConnection(int capacity) {
        slots = new @Nullable Object[capacity];
        untaken = new int[capacity];
        batch = capacity - (capacity >> 2);
        freed = capacity;
    }

    WaitList waiting() {
        return waiting;
    }

    /** Whether a new receiver may still join. */
    boolean isOpen() {
        lock.lock();
        try {
            return !ended && !abandoned;
        } finally {
            lock.unlock();
        }
    }

    void join(SharedReceiver<T> receiver) {
        lock.lock();
        try {
            receivers++;
            receiver.position = tail;
        } finally {
            lock.unlock();
        }
    }

    /** There will be no more receivers: cancels the source if there is none left. */
    void abandon() {
        Subscription toCancel;
        lock.lock();
        try {
            abandoned |= receivers == 0;
            toCancel = abandoned ? upstream : null;
        } finally {
            lock.unlock();
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
    }

    void leave(SharedReceiver<T> receiver) {
        Subscription toCancel = null;
        int more;
        lock.lock();
        try {
            for (long number = receiver.position; number < tail; number++) {
                untaken[slot(number)]--;
            }
            receiver.position = tail;
            release();
            receivers--;
            if (receivers == 0) {
                abandoned = true;
                toCancel = upstream;
            }
            more = takeRequest();
        } finally {
            lock.unlock();
        }
        if (toCancel != null) {
            toCancel.cancel();
        } else {
            request(more);
        }
    }

    /** A receiver wants items. */
    void demand() {
        int more;
        lock.lock();
        try {
            demanded = true;
            more = takeRequest();
        } finally {
            lock.unlock();
        }
        request(more);
    }

    /** The receiver's next item, or null if there is none yet. */
    @SuppressWarnings("unchecked") // onNext puts nothing else there
    @Nullable T take(SharedReceiver<T> receiver) {
        T item;
        int more;
        lock.lock();
        try {
            if (receiver.position == tail) {
                return null;
            }
            int slot = slot(receiver.position++);
            item = (T) slots[slot];
            untaken[slot]--;
            release();
            more = takeRequest();
        } finally {
            lock.unlock();
        }
        request(more);
        return item;
    }

    /** Whether the receiver has taken everything and there will be no more. */
    boolean isExhausted(SharedReceiver<T> receiver) {
        lock.lock();
        try {
            return ended && receiver.position == tail;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing for the receiver at the moment. */
    boolean isIdle(SharedReceiver<T> receiver) {
        lock.lock();
        try {
            return !ended && receiver.position == tail;
        } finally {
            lock.unlock();
        }
    }

    @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    private int slot(long number) {
        return (int) (number % slots.length);
    }

    private void release() {
        while (head < tail && untaken[slot(head)] == 0) {
            slots[slot(head)] = null;
            head++;
            freed++;
        }
    }

    /** How much to request now: everything at first, then in batches. */
    private int takeRequest() {
        if (upstream == null || !demanded || ended || freed < batch) {
            return 0;
        }
        int more = freed;
        freed = 0;
        return more;
    }

    private void request(int more) {
        Subscription from = upstream;
        if (more > 0 && from != null) {
            from.request(more);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        boolean tooLate;
        int more;
        lock.lock();
        try {
            upstream = subscription;
            tooLate = abandoned;
            more = takeRequest();
        } finally {
            lock.unlock();
        }
        if (tooLate) {
            subscription.cancel();
        } else {
            request(more);
        }
    }

    @Override
    public void onNext(T item) {
        lock.lock();
        try {
            if (receivers == 0) {
                return;
            }
            slots[slot(tail)] = item;
            untaken[slot(tail)] = receivers;
            tail++;
        } finally {
            lock.unlock();
        }
        waiting.wakeAll();
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
        lock.lock();
        try {
            ended = true;
            failure = cause;
        } finally {
            lock.unlock();
        }
        waiting.wakeAll();
    }
}

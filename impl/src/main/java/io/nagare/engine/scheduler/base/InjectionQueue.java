package io.nagare.engine.scheduler.base;

import static java.util.Objects.requireNonNull;

import io.nagare.engine.queue.PaddedWord;
import org.jspecify.annotations.Nullable;

/**
 * The queue through which tasks reach the workers from other threads, and from local queues that overflowed. Any thread
 * may push, without a lock. Consumers take turns through a lock that they only ever try. First in, first out; batches
 * stay together.
 *
 * <p>It is Vyukov's intrusive queue for one consumer. {@code tail} is the task that was pushed last. A producer
 * exchanges the tail for its own task and then links the former tail to it. In between, the tasks of this producer and
 * of later ones cannot be reached from the front, and {@link #poll} finds nothing. That loses no wake-up, because each
 * producer notifies a worker after it has linked.
 *
 * <p>{@code length} grows after linking and shrinks after taking, so it may be below zero for a moment.
 */
public final class InjectionQueue {

    private static final int TRIES = 64;

    private final Schedulable stub = new Stub();
    private final Tail tail = new Tail();
    private final Length length = new Length();
    private final Consumer consumer = new Consumer(stub);

    public InjectionQueue() {
        // No other thread has this queue yet; its owner publishes it. Any mode would do.
        tail.setRelease(stub);
    }

    /**
     * Puts a task at the back. Any thread. This is a full fence: the caller's later reads come after the task is in the
     * queue.
     */
    public void push(Schedulable task) {
        push(task, task, 1);
    }

    /** Puts a batch at the back, linked from {@code first} to {@code last}. */
    public void push(Schedulable first, Schedulable last, int count) {
        link(first, last);
        length.getAndAdd(count);
    }

    private void link(Schedulable first, Schedulable last) {
        // Plain: the exchange of the tail releases it.
        last.setNext(null);
        Schedulable previous = requireNonNull(tail.getAndSet(last));
        // Release pairs with nextAcquire in poll: a consumer that follows the link sees the whole batch.
        previous.setNextRelease(first);
    }

    /** Tries to become the consumer. Gives up if another consumer takes long. */
    public boolean tryLock() {
        for (int i = 0; i < TRIES; i++) {
            // The read only avoids exchanges that would fail. The compare-and-set pairs with the release in unlock.
            if (consumer.getAcquire() == 0 && consumer.compareAndSet(0, 1)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Ends being the consumer. */
    public void unlock() {
        // Release pairs with the compare-and-set in tryLock: the next consumer sees the front, which is plain.
        consumer.setRelease(0);
    }

    /**
     * Consumer: takes the task at the front. Returns null if there is none that can be reached. The caller must account
     * for the task with {@link #polled}.
     */
    public @Nullable Schedulable poll() {
        Schedulable task = consumer.front;
        Schedulable next = task.nextAcquire();
        if (task == stub) {
            if (next == null) {
                return null;
            }
            consumer.front = next;
            task = next;
            next = task.nextAcquire();
        }
        if (next == null) {
            // Acquire: a tail that is too old makes this link the stub although a producer is about to link. The task's
            // own link is still missing then, and this returns null as well.
            if (task != tail.getAcquire()) {
                return null; // a producer is about to link
            }
            link(stub, stub);
            next = task.nextAcquire();
            if (next == null) {
                return null;
            }
        }
        consumer.front = next;
        // Plain: the task is the caller's now. The next queue that it enters publishes the field again.
        task.setNext(null);
        return task;
    }

    /** Consumer: accounts for tasks that it took. */
    public void polled(int count) {
        length.getAndAdd(-count);
    }

    /** Any thread: the number of tasks in the queue. It may be out of date when this returns. */
    public int length() {
        return (int) Math.max(0, length.getVolatile());
    }

    /** The element of an empty queue. */
    private static final class Stub extends Schedulable {
        @Override
        public void run() {
            throw new AssertionError("the stub is never handed out");
        }

        @Override
        public void shutDown() {
            throw new AssertionError("the stub is never registered");
        }
    }

    /** The task pushed last, or the stub. */
    private static final class Tail extends PaddedCell {}

    private static final class Length extends PaddedWord {}

    /** The consumers' lock, 1 when taken, and the field that it guards. */
    private static final class Consumer extends PaddedWord {

        /** The stub, or the next task to hand out. */
        Schedulable front;

        Consumer(Schedulable front) {
            this.front = front;
        }
    }
}

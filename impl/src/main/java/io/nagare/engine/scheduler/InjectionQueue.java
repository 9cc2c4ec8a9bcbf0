package io.nagare.engine.scheduler;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The queue through which tasks reach the workers from elsewhere: from other threads, and from local queues that
 * overflowed. Any number of producers, lock-free; consumers take turns through a lock that they only ever try. First
 * in, first out, batches stay together.
 *
 * <p>It is Vyukov's intrusive queue for one consumer. {@code tail} is the task pushed last. A producer swaps it for its
 * own and then links the former one to it; in between, what it and later producers pushed can't be reached from the
 * front, and {@link #poll} says that there is nothing. That loses no wake-up: each producer notifies a worker after it
 * has linked.
 *
 * <p>{@code length} is added to after linking and subtracted from after taking, so it may be below zero for a moment.
 */
final class InjectionQueue {

    private static final int TRIES = 64;

    private final Schedulable stub = new Stub();
    private final Tail tail = new Tail();
    private final Length length = new Length();
    private final Consumer consumer = new Consumer(stub);

    InjectionQueue() {
        tail.setRelease(stub);
    }

    /** Puts a task at the back. Any thread. A full fence: what the caller reads next is read after the task is in. */
    void push(Schedulable task) {
        push(task, task, 1);
    }

    /** Puts a batch at the back, linked from {@code first} to {@code last}. */
    void push(Schedulable first, Schedulable last, int count) {
        link(first, last);
        length.getAndAdd(count);
    }

    private void link(Schedulable first, Schedulable last) {
        last.setNext(null);
        Schedulable previous = requireNonNull(tail.getAndSet(last));
        // Release: who follows the link sees the whole batch. Partner: nextAcquire in poll.
        previous.setNextRelease(first);
    }

    /** Tries to become the consumer; gives up if another one takes long. */
    boolean tryLock() {
        for (int i = 0; i < TRIES; i++) {
            if (consumer.getAcquire() == 0 && consumer.compareAndSet(0, 1)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Ends being the consumer. */
    void unlock() {
        // Release: the next consumer sees the front. Partner: the exchange in tryLock.
        consumer.setRelease(0);
    }

    /** Consumer: takes the task at the front. The caller accounts for it with {@link #polled}. */
    @Nullable Schedulable poll() {
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
        task.setNext(null);
        return task;
    }

    /** Consumer: accounts for tasks that it took. */
    void polled(int count) {
        length.getAndAdd(-count);
    }

    /** Any thread: how many tasks are in the queue, as of a moment ago. */
    int length() {
        return (int) Math.max(0, length.getVolatile());
    }

    /** What is at the front of an empty queue. */
    private static final class Stub extends Schedulable {
        @Override
        protected void run() {
            throw new AssertionError("the stub is never handed out");
        }

        @Override
        protected void shutDown() {
            throw new AssertionError("the stub is never registered");
        }
    }

    /** The task pushed last, or the stub. */
    private static final class Tail extends PaddedCell {}

    private static final class Length extends PaddedWord {}

    /** The consumers' lock, 1 when taken, and what it guards. */
    private static final class Consumer extends PaddedWord {

        /** The stub, or the next task to hand out. */
        Schedulable front;

        Consumer(Schedulable front) {
            this.front = front;
        }
    }
}

package io.nagare.engine.sync.lock;

/**
 * A value, and the queue of its readers and writers: a reader takes one permit, a writer takes all.
 *
 * <p>{@code value} is plain. Only a holder of all permits writes it, before it gives them back to the queue. A reader
 * takes a permit after that. The queue's lock orders the write before the read. So does the waiter's volatile
 * {@code settled}, which is written under that lock.
 */
final class Locked<T> {

    final PermitQueue queue;
    final int all;
    T value;

    Locked(T value, int all) {
        this.queue = new PermitQueue(all);
        this.all = all;
        this.value = value;
    }
}

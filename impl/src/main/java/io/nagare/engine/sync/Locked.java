package io.nagare.engine.sync;

/**
 * A value, and the queue of those who want it: a reader takes one permit, a writer all.
 *
 * <p>{@code value} needs no order of its own. It is written by who has all permits, before they are given back to the
 * queue; who reads it has taken one since. The queue's lock orders the two, or the waiter's {@code settled} that was
 * written under it.
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

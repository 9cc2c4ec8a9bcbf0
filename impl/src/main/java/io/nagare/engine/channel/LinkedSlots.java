package io.nagare.engine.channel;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A linked list that grows (Vyukov's queue of many producers and one consumer): a producer swaps itself in as the last, and then links
 * the one before to itself. Values come in the order of the swaps, which for each producer is the order of its tickets.
 */
final class LinkedSlots<T> extends Slots<T> {

    private static final class Node<T> {

        private @Nullable T value;

        @SuppressWarnings("unused") // by NEXT
        private @Nullable Node<T> next;

        Node(@Nullable T value) {
            this.value = value;
        }
    }

    private static final VarHandle LAST = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "last", VarHandle.class, LinkedSlots.class, Node.class);
    private static final VarHandle NEXT =
            ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "next", VarHandle.class, Node.class, Node.class);

    /** The consumer's: the node whose value was taken last. */
    private Node<T> taken = new Node<>(null);

    @SuppressWarnings("unused") // by LAST
    private volatile Node<T> last = taken;

    @Override
    void put(long ticket, T value) {
        Node<T> node = new Node<>(value);
        @SuppressWarnings("unchecked") // only nodes of T are swapped in
        Node<T> before = (Node<T>) LAST.getAndSet(this, node);
        // Release: who follows the link sees the node, and what was written before it.
        NEXT.setRelease(before, node);
    }

    @Override
    @SuppressWarnings("unchecked") // only nodes of T are linked
    @Nullable T take(long ticket) {
        Node<T> next = (Node<T>) NEXT.getAcquire(taken);
        if (next == null) {
            return null;
        }
        // The old node points nowhere, so that one that has grown old does not keep the young ones alive for the collector.
        NEXT.set(taken, (Node<T>) null);
        T value = next.value;
        next.value = null;
        taken = next;
        return value;
    }
}

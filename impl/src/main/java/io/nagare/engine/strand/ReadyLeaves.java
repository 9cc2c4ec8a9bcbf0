package io.nagare.engine.strand;

import io.nagare.driver.Leaf;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ready leaves of a strand, oldest first. A superclass of the strand and not a part of it, so that a strand stays
 * one object.
 *
 * <p>Always holds: only the thread that runs the strand touches the plain fields. No field refers to a leaf that was
 * taken.
 */
abstract class ReadyLeaves extends TurnBudget {

    /*
     * `pushed` is a stack of leaves that other threads have made ready. A push is a compare-and-set loop. The running
     * thread takes the whole stack with one exchange, so there is no ABA. A leaf's link is plain: the compare-and-set
     * that pushes the leaf releases the link, and the exchange acquires it.
     */
    private static final VarHandle PUSHED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "pushed", VarHandle.class, ReadyLeaves.class, Leaf.class);

    private volatile @Nullable Leaf pushed;

    private @Nullable Leaf first;
    private @Nullable Leaf last;

    /** Pushes a leaf. Any thread but the running one; a wake of the strand must follow. */
    final void push(Leaf leaf) {
        Leaf head;
        do {
            head = pushed;
            leaf.link(head);
        } while (!PUSHED.compareAndSet(this, head, leaf));
    }

    /** Appends a leaf. Called on the strand. */
    final void append(Leaf leaf) {
        append(leaf, leaf);
    }

    private void append(Leaf oldest, Leaf youngest) {
        if (first == null) {
            first = oldest;
        } else {
            Objects.requireNonNull(last).link(oldest);
        }
        last = youngest;
    }

    /** Puts a leaf that was taken back in front of all others. */
    final void putBack(Leaf leaf) {
        leaf.link(first);
        if (first == null) {
            last = leaf;
        }
        first = leaf;
    }

    /** Takes the oldest ready leaf, or returns null if there is none. */
    final @Nullable Leaf nextReady() {
        if (first == null) {
            takeReady();
        }
        Leaf leaf = first;
        if (leaf != null) {
            first = leaf.link();
            if (first == null) {
                last = null;
            }
            leaf.link(null);
        }
        return leaf;
    }

    /** Takes the pushed leaves. The stack has the youngest first, so it is reversed and appended to the others. */
    final void takeReady() {
        if (pushed == null) {
            return;
        }
        Leaf youngest = (Leaf) PUSHED.getAndSet(this, null);
        Leaf turned = null;
        for (Leaf leaf = youngest; leaf != null; ) {
            Leaf older = leaf.link();
            leaf.link(turned);
            turned = leaf;
            leaf = older;
        }
        if (turned != null) {
            append(turned, Objects.requireNonNull(youngest));
        }
    }
}

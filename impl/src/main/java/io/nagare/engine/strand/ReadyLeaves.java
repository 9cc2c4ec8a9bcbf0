package io.nagare.engine.strand;

import io.nagare.driver.Leaf;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of a strand that are ready, oldest first. A superclass of the strand and not a part of it, so that a
 * strand stays one object.
 *
 * <p>Always holds: the plain fields are touched by the thread that runs the strand alone. A leaf that was taken is
 * referred to by none of them.
 */
abstract class ReadyLeaves extends TurnBudget {

    /*
     * `pushed` is a stack of leaves that other threads have made ready. Push is a compare-and-set loop; the running
     * thread takes the whole stack with one exchange, so there is no ABA. The push releases the leaf's link; the
     * exchange acquires it.
     */
    private static final VarHandle PUSHED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "pushed", VarHandle.class, ReadyLeaves.class, Leaf.class);

    private volatile @Nullable Leaf pushed;

    private @Nullable Leaf first;
    private @Nullable Leaf last;

    /** Any thread but the one that runs the strand. A wake of the strand must follow. */
    final void push(Leaf leaf) {
        Leaf head;
        do {
            head = pushed;
            leaf.link(head);
        } while (!PUSHED.compareAndSet(this, head, leaf));
    }

    /** On the strand. */
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

    /** Puts a leaf that was taken in front of all others. */
    final void putBack(Leaf leaf) {
        leaf.link(first);
        if (first == null) {
            last = leaf;
        }
        first = leaf;
    }

    /** The oldest, or null if there is none. */
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

    /** Takes those that were pushed. The stack holds the youngest first: turned around, it goes behind the others. */
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

package io.nagare.engine.sync.scope;

import io.nagare.One;
import io.nagare.driver.ShortLock;
import io.nagare.engine.waiting.Gate;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.stage.Programs;
import io.nagare.sync.CancellationToken;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A token in a tree of tokens. Any thread may call. A parent refers to its children weakly, and a child refers to its
 * parent strongly. So a token lives as long as user code refers to it or to a descendant, or a waiter waits for it.
 *
 * <p>Each token has its own lock, and no thread ever holds two of them. A child is added under its parent's lock, and
 * the parent is cancelled under the same lock. So either the parent's cancellation includes the child, or the child
 * finds its parent cancelled.
 */
public final class TreeToken implements CancellationToken {

    private final ShortLock lock = new ShortLock();
    private final Gate gate = new Gate(lock, this::isCancelled);
    private final @Nullable TreeToken parent;

    /**
     * The reference to this token among its parent's children. Plain: it is written once, before another thread can
     * have this token.
     */
    private @Nullable Reference<TreeToken> asChild;

    /** Written once, under the lock. Volatile, because {@link #isCancelled} reads it without the lock. */
    private volatile boolean cancelled;

    /** The children; null while there has been none. The lock guards this field. */
    private @Nullable Children children;

    public TreeToken(@Nullable TreeToken parent) {
        this.parent = parent;
    }

    @Override
    public CancellationToken child() {
        TreeToken child = new TreeToken(this);
        lock.lock();
        try {
            if (!cancelled) {
                if (children == null) {
                    children = new Children();
                }
                child.asChild = children.add(child);
                return child;
            }
        } finally {
            lock.unlock();
        }
        child.cancel();
        return child;
    }

    private void forget(Reference<TreeToken> child) {
        lock.lock();
        try {
            if (children != null) {
                children.remove(child);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the whole subtree without recursion, because the tree may be deep. */
    @Override
    public void cancel() {
        ArrayDeque<TreeToken> toCancel = new ArrayDeque<>();
        toCancel.add(this);
        for (TreeToken token = toCancel.poll(); token != null; token = toCancel.poll()) {
            token.cancelAlone(toCancel);
        }
        if (parent != null && asChild != null) {
            parent.forget(asChild);
        }
    }

    private void cancelAlone(ArrayDeque<TreeToken> next) {
        WaitLine<Gate.Passage<?>> woken;
        lock.lock();
        try {
            cancelled = true;
            woken = gate.letPass();
            if (children != null) {
                children.moveTo(next);
                children = null;
            }
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public One<Void> cancelled() {
        return Programs.drivenOne(gate.passing());
    }

    /** The number of children that are still referred to. */
    public int childCount() {
        lock.lock();
        try {
            return children == null ? 0 : children.count();
        } finally {
            lock.unlock();
        }
    }

    /** The number of waiters. */
    public int waiting() {
        return gate.waiting();
    }

    @Override
    public String toString() {
        return "CancellationToken[" + (cancelled ? "cancelled, " : "") + childCount() + " children, " + waiting()
                + " waiting]";
    }
}

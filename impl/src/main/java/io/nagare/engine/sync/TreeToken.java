package io.nagare.engine.sync;

import io.nagare.One;
import io.nagare.sync.CancellationToken;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A token of a tree. A parent refers to its children weakly, a child to its parent firmly: a token lives as long as
 * somebody has it, has a descendant of it, or waits for it.
 *
 * <p>Each token has a lock of its own and no thread ever holds two. A child is added under its parent's lock, which is
 * also where the parent is cancelled: so either the child is among those that are cancelled with it, or it finds its
 * parent cancelled.
 */
final class TreeToken implements CancellationToken {

    private final ReentrantLock lock = new ReentrantLock();
    private final Gate gate = new Gate(lock, this::isCancelled);
    private final @Nullable TreeToken parent;

    /** This one in its parent's children; written once, before anybody else has this token. */
    private @Nullable Reference<TreeToken> asChild;

    /** Written once, under the lock. Volatile for who asks without it. */
    private volatile boolean cancelled;

    /** Belongs to the lock; null if there has been none yet. */
    private @Nullable Children children;

    TreeToken(@Nullable TreeToken parent) {
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

    /** Goes through the tree without recursion: it may be deep. */
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
        WaitLine<Gate.Turn<?>> woken;
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
        return One.driven(gate.passing());
    }

    /** How many children it knows of. */
    int childCount() {
        lock.lock();
        try {
            return children == null ? 0 : children.count();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        return gate.waiting();
    }

    @Override
    public String toString() {
        return "CancellationToken[" + (cancelled ? "cancelled, " : "") + childCount() + " children, " + waiting()
                + " waiting]";
    }
}

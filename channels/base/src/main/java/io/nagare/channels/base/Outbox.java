package io.nagare.channels.base;

import io.nagare.driver.ShortLock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends values to a channel, in order. It has what waits; what extends it has what was sent, and knows how to send.
 * Any thread may call.
 *
 * <p>Always holds: what was sent is older than what waits. A value is in one of the two, or is over. Receipts are told
 * outside of the lock.
 *
 * @param <S> what is kept of a value on its way
 * @since 0.1
 */
public abstract class Outbox<S extends Sending> {

    /** Guards all fields, also of what extends this. */
    protected final ShortLock lock = new ShortLock();

    /** What was not sent yet, oldest first. */
    protected final Deque<S> waiting = new ArrayDeque<>();

    private int holds;
    private @Nullable Throwable refusal;
    private @Nullable Runnable whenEmpty;

    /** Makes an outbox that takes values. */
    protected Outbox() {}

    /** Makes what is kept of a value. */
    protected abstract S sending(byte[] body, Receipt receipt);

    /** Returns what was sent and has no confirmation. Called under the lock. */
    protected abstract Collection<S> sent();

    /** Sends what waits, as far as that can be sent now. Called under the lock, so that values leave in order. */
    protected abstract void sendSome();

    /** What was sent is about to be refused, and sending ends. Called under the lock. */
    protected abstract void giveUp();

    /** Takes a value, or refuses it within the call. */
    public final Sending send(byte[] body, Receipt receipt) {
        S sending = sending(body, receipt);
        Throwable refused;
        lock.lock();
        try {
            refused = refusal;
            if (refused == null) {
                waiting.add(sending);
                sendSome();
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            receipt.failed(refused);
        }
        return sending;
    }

    /** Forgets a value, which may be on its way. */
    public final void remove(Sending sending) {
        lock.lock();
        try {
            sending.giveUp();
            waiting.remove(sending);
        } finally {
            lock.unlock();
        }
        emptied();
    }

    /** Sends nothing new until as many calls of {@link #release}. */
    public final void hold() {
        lock.lock();
        try {
            holds++;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #hold}. */
    public final void release() {
        go(() -> holds--);
    }

    /** Whether nothing new may be sent. Called under the lock. */
    protected final boolean isHeld() {
        return holds > 0;
    }

    /** Refuses everything from now on. What was taken is sent. */
    public final void refuseNew(Throwable failure) {
        lock.lock();
        try {
            refusal = refusal == null ? failure : refusal;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on, and what waits. What was sent is confirmed. */
    protected final void refuseWaiting(Throwable failure) {
        List<S> refused;
        lock.lock();
        try {
            refusal = refusal == null ? failure : refusal;
            refused = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(each -> each.receipt().failed(failure));
        emptied();
    }

    /** Refuses everything from now on, and what was not confirmed. */
    public final void refuse(Throwable failure) {
        List<S> refused;
        lock.lock();
        try {
            refusal = refusal == null ? failure : refusal;
            refused = new ArrayList<>(sent());
            refused.addAll(waiting);
            giveUp();
            sent().clear();
            waiting.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(each -> each.receipt().failed(failure));
        emptied();
    }

    /** Returns what values are refused with, or null if they are taken. Called under the lock. */
    protected final @Nullable Throwable refusal() {
        return refusal;
    }

    /** Runs an action once, when nothing waits or is on its way. */
    public final void whenEmpty(Runnable action) {
        lock.lock();
        try {
            Runnable before = whenEmpty;
            whenEmpty = before == null
                    ? action
                    : () -> {
                        before.run();
                        action.run();
                    };
        } finally {
            lock.unlock();
        }
        emptied();
    }

    /** Whether an action waits until this is empty. Called under the lock. */
    protected final boolean isAwaited() {
        return whenEmpty != null;
    }

    /** Something may have been the last. Called outside of the lock. */
    protected final void emptied() {
        Runnable action = null;
        lock.lock();
        try {
            if (waiting.isEmpty() && sent().isEmpty()) {
                action = whenEmpty;
                whenEmpty = null;
            }
        } finally {
            lock.unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    /** Changes something under the lock, and sends what can be sent then. Called outside of it. */
    protected final void go(Runnable change) {
        lock.lock();
        try {
            change.run();
            sendSome();
        } finally {
            lock.unlock();
        }
        emptied();
    }
}

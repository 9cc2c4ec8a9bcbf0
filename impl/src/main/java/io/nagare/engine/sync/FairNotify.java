package io.nagare.engine.sync;

import io.nagare.One;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.engine.waiting.Waiter;
import io.nagare.stage.Programs;
import io.nagare.sync.Notify;
import org.jspecify.annotations.Nullable;

/**
 * A line of waiters, and whether a notification is remembered. Any thread may notify.
 *
 * <p>Always holds, whenever the lock is free: a notification is remembered only if no waiter is in line.
 * {@link #notifyWaiters} settles all waiters while it holds the lock once, so no observer sees only some of them
 * notified.
 */
final class FairNotify implements Notify {

    /** Which waiter a notification chooses. */
    private enum Choice {
        FIRST,
        LAST
    }

    private final ShortLock lock = new ShortLock();
    private final WaitLine<Wait> line = new WaitLine<>();
    private boolean remembered;

    @Override
    public One<Void> notified() {
        return Programs.drivenOne((subscriber, strand) -> new Wait(this, subscriber, strand).startAtOnce());
    }

    @Override
    public void notifyOne() {
        notify(Choice.FIRST);
    }

    @Override
    public void notifyLast() {
        notify(Choice.LAST);
    }

    private void notify(Choice choice) {
        Wait chosen;
        lock.lock();
        try {
            chosen = choose(choice);
        } finally {
            lock.unlock();
        }
        if (chosen != null) {
            chosen.wake();
        }
    }

    /** Settles one waiter, or remembers the notification if there is none. Under the lock. */
    private @Nullable Wait choose(Choice choice) {
        Wait chosen = choice == Choice.FIRST ? line.first() : line.last();
        if (chosen == null) {
            remembered = true;
            return null;
        }
        line.remove(chosen);
        chosen.choice = choice;
        chosen.settle();
        return chosen;
    }

    @Override
    public void notifyWaiters() {
        WaitLine<Wait> woken;
        lock.lock();
        try {
            woken = line.settleAll();
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
    }

    private void enter(Wait wait) {
        lock.lock();
        try {
            if (remembered) {
                remembered = false;
                wait.choice = Choice.FIRST;
                wait.settle();
            } else {
                line.add(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Wait wait) {
        Wait next = null;
        lock.lock();
        try {
            if (!wait.isSettled()) {
                line.remove(wait);
            } else if (wait.choice != null) {
                next = choose(wait.choice);
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.wake();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "Notify[" + line.size() + " waiting" + (remembered ? ", one remembered]" : "]");
        } finally {
            lock.unlock();
        }
    }

    /** One waiter. */
    private static final class Wait extends Waiter<Void> {

        private final FairNotify notify;

        /**
         * How this waiter was chosen; null if it was not chosen, or together with all others. The lock guards this
         * field.
         */
        private @Nullable Choice choice;

        Wait(FairNotify notify, StrandSubscriber<? super Void> subscriber, Strand strand) {
            super(subscriber, strand);
            this.notify = notify;
        }

        @Override
        public void enter() {
            notify.enter(this);
        }

        @Override
        public void leave() {
            notify.leave(this);
        }

        @Override
        public @Nullable Void item() {
            return null;
        }
    }
}

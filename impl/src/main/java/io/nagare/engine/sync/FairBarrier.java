package io.nagare.engine.sync;

import io.nagare.One;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.engine.waiting.Waiter;
import io.nagare.stage.Programs;
import io.nagare.sync.Barrier;

/**
 * A barrier: the line of subscriptions that have arrived and wait. Any thread may call. Always holds, whenever the lock
 * is free: fewer subscriptions wait than there are parties.
 */
final class FairBarrier implements Barrier {

    private final ShortLock lock = new ShortLock();
    private final WaitLine<Arrival> line = new WaitLine<>();
    private final int parties;

    FairBarrier(int parties) {
        this.parties = parties;
    }

    @Override
    public One<Boolean> arrive() {
        return Programs.drivenOne((subscriber, strand) -> new Arrival(this, subscriber, strand).start());
    }

    private void enter(Arrival arrival) {
        WaitLine<Arrival> freed;
        lock.lock();
        try {
            if (line.size() + 1 < parties) {
                line.add(arrival);
                return;
            }
            arrival.leader = true;
            arrival.settle();
            freed = line.settleAll();
        } finally {
            lock.unlock();
        }
        freed.wakeAll();
    }

    private void leave(Arrival arrival) {
        lock.lock();
        try {
            if (!arrival.isSettled()) {
                line.remove(arrival);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int parties() {
        return parties;
    }

    @Override
    public int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Barrier[" + waiting() + " of " + parties + " waiting]";
    }

    /**
     * One subscription that has arrived. {@code leader} is plain: it is written under the lock before {@code settled},
     * a volatile field that the strand reads first.
     */
    private static final class Arrival extends Waiter<Boolean> {

        private final FairBarrier barrier;
        private boolean leader;

        Arrival(FairBarrier barrier, StrandSubscriber<? super Boolean> subscriber, Strand strand) {
            super(subscriber, strand);
            this.barrier = barrier;
        }

        @Override
        public void enter() {
            barrier.enter(this);
        }

        @Override
        public void leave() {
            barrier.leave(this);
        }

        @Override
        public Boolean item() {
            return leader;
        }
    }
}

package io.nagare.engine.sync.scope;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.driver.Demand;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.program.TaskProgram;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.engine.waiting.WaitList;
import io.nagare.stage.Programs;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Running tasks, and the results of tasks that have ended. The lock guards both; any thread may call. A taker takes a
 * result only to emit it at once. If the subscriber has just cancelled on another thread, the edge offers the result
 * back, and it returns to the set.
 *
 * <p>A result wakes one of the waiting takers, so a result costs the same with many takers as with few. A woken taker
 * may leave results behind, because it has no demand for them or has cancelled. It then wakes the next taker. The end
 * wakes all takers.
 */
public final class TaskJoinSet<T> implements JoinSet<T> {

    private final ShortLock lock = new ShortLock();
    private final Set<Member> running = new HashSet<>();
    private final ArrayDeque<Joined<T>> ended = new ArrayDeque<>();

    /** The takers that have demand and have found no result. */
    private final WaitList takers = new WaitList();

    /** All waiting takers, to be woken at the end of the set. */
    private final WaitList ending = new WaitList();

    /** The number of results that have been taken and are being emitted. */
    private int onTheWay;

    @Override
    public Task<T> spawnOn(Nagare runtime, One<T> computation) {
        requireNonNull(computation, "computation");
        Member member = new Member(computation, requireNonNull(runtime, "runtime").driver());
        lock.lock();
        try {
            running.add(member);
        } finally {
            lock.unlock();
        }
        member.root.start();
        return member.task;
    }

    private void end(Member member) {
        lock.lock();
        try {
            running.remove(member);
            ended.add(new Joined<>(member.task, member.root.item(), member.root.failure()));
        } finally {
            lock.unlock();
        }
        wakeOne();
    }

    /** Wakes the taker that has waited longest, if one waits, because there are results. Without the lock. */
    private void wakeOne() {
        Leaf taker = takers.poll();
        if (taker != null) {
            taker.wake();
        }
    }

    /** Wakes another taker if there are results, because the caller takes none now. Without the lock. */
    private void passOn() {
        boolean more;
        lock.lock();
        try {
            more = !ended.isEmpty();
        } finally {
            lock.unlock();
        }
        if (more) {
            wakeOne();
        }
    }

    @Override
    public @Nullable Joined<T> tryNext() {
        Joined<T> next;
        boolean last;
        lock.lock();
        try {
            next = ended.poll();
            last = next != null && isEmpty();
        } finally {
            lock.unlock();
        }
        if (last) {
            ending.wakeAll();
        }
        return next;
    }

    /** Takes a result to emit it, if there is one. The caller must call {@link #delivered()} afterwards. */
    private @Nullable Joined<T> take() {
        lock.lock();
        try {
            Joined<T> next = ended.poll();
            if (next != null) {
                onTheWay++;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a taken result has reached its subscriber or was put back. */
    private void delivered() {
        boolean last;
        lock.lock();
        try {
            onTheWay--;
            last = isEmpty();
        } finally {
            lock.unlock();
        }
        if (last) {
            ending.wakeAll();
        }
    }

    /** Puts back a result that its subscriber did not get; it becomes the next result again. */
    private void putBack(Joined<T> result) {
        lock.lock();
        try {
            ended.addFirst(result);
        } finally {
            lock.unlock();
        }
        wakeOne();
    }

    /**
     * Whether no more results will come. A result that is being emitted counts, because it may be put back. Under the
     * lock.
     */
    private boolean isEmpty() {
        return running.isEmpty() && ended.isEmpty() && onTheWay == 0;
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the taker must wait. If so, adds it to the lists of waiting takers. */
    private boolean isToWait(Taker<T> taker) {
        boolean leavesResults;
        lock.lock();
        try {
            if (isEmpty() || taker.demand > 0 && !ended.isEmpty()) {
                return false;
            }
            ending.add(taker.atEnd);
            if (taker.demand > 0) {
                takers.add(taker.place);
            }
            leavesResults = !ended.isEmpty();
        } finally {
            lock.unlock();
        }
        if (leavesResults) {
            wakeOne();
        }
        return true;
    }

    @Override
    public One<Joined<T>> next() {
        return One.from(taking(false).take(1));
    }

    @Override
    public Many<Joined<T>> results() {
        return taking(true);
    }

    private Many<Joined<T>> taking(boolean aborts) {
        return Programs.driven((subscriber, strand) -> new Taker<>(this, aborts, subscriber, strand).start());
    }

    @Override
    public void abortAll() {
        List<Member> toAbort;
        lock.lock();
        try {
            toAbort = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        toAbort.forEach(member -> member.root.abort());
    }

    @Override
    public One<Void> shutdown() {
        return One.defer(() -> {
            abortAll();
            return results().doOnNext(Discard::item).then();
        });
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return running.size() + ended.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "JoinSet[" + size() + "]";
    }

    /** One task. */
    private final class Member {

        private final TaskRoot<T> root;
        private final Task<T> task;

        Member(One<T> computation, Driver runtime) {
            root = TaskRoot.watched(computation, runtime, () -> end(this));
            task = TaskProgram.of(root);
        }
    }

    /** One subscription to the results. All methods run on the subscriber's strand. */
    private static final class Taker<T> extends Leaf implements StrandSubscription {

        private final TaskJoinSet<T> set;
        private final boolean aborts;
        private final StrandSubscriber<? super Joined<T>> subscriber;
        private final WaitList.Place place = new WaitList.Place(this);
        private final WaitList.Place atEnd = new WaitList.Place(this);
        private long demand;

        /** The result that is being emitted; it can be put back until a subscriber has it. */
        private @Nullable Joined<T> offered;

        private boolean emitting;
        private boolean done;

        Taker(
                TaskJoinSet<T> set,
                boolean aborts,
                StrandSubscriber<? super Joined<T>> subscriber,
                Strand strand) {
            super(strand);
            this.set = set;
            this.aborts = aborts;
            this.subscriber = subscriber;
        }

        void start() {
            subscriber.onSubscribe(this);
            run();
        }

        @Override
        public void request(long n) {
            demand = Demand.add(demand, n);
            run();
        }

        @Override
        public void cancel() {
            if (!done) {
                leave();
                // This taker may have been woken for a result that it will not take now.
                set.passOn();
                if (aborts) {
                    set.abortAll();
                }
            }
        }

        @Override
        protected void run() {
            if (emitting) {
                return;
            }
            emitting = true;
            while (!done && !set.isToWait(this)) {
                Joined<T> next = demand == 0 ? null : set.take();
                if (next != null) {
                    emit(next);
                } else if (set.hasEnded()) {
                    leave();
                    subscriber.onComplete();
                }
                if (!done && !strand().spend(1)) {
                    wake();
                    break;
                }
            }
            emitting = false;
        }

        private void leave() {
            done = true;
            set.takers.remove(place);
            set.ending.remove(atEnd);
        }

        private void emit(Joined<T> next) {
            offered = next;
            try {
                if (subscriber.onNext(next)) {
                    demand = Demand.subtract(demand, 1);
                }
            } finally {
                offered = null;
                set.delivered();
            }
        }

        @Override
        public boolean takeBack(Object item) {
            Joined<T> result = offered;
            if (result != item) {
                return false;
            }
            offered = null;
            set.putBack(result);
            return true;
        }
    }
}

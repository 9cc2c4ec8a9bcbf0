package io.nagare.engine.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.TaskCancelledException;
import io.nagare.TaskLocal;
import io.nagare.driver.Driver;
import io.nagare.engine.TaskProgram;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.Inheriting;
import io.nagare.engine.strand.Locals;
import io.nagare.engine.strand.TaskRoot;
import io.nagare.sync.Scope;
import io.nagare.sync.ScopeEndedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a scope, and the scopes within. Used by any thread; {@link ScopeRun} is the subscription that owns it.
 *
 * <p>Always holds: the scope has ended only when its body has, and there is no task and no scope within; and then there
 * never will be one again. The lock makes that one moment.
 */
final class TaskScope implements Scope {

    /** The scope that a program runs in, for scopes that are opened in it. */
    static final TaskLocal<TaskScope> OWNER = TaskLocal.named("scope");

    private static final int LEAST_UNCLAIMED = 16;

    private final @Nullable TaskScope owner;
    private final @Nullable Locals locals;
    private final Driver runtime;
    private final Runnable onChange;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Member<?>> running = new HashSet<>();
    private final ArrayDeque<Throwable> failures = new ArrayDeque<>();

    /** Tasks that have ended with a resource, which may not have been given to anybody. */
    private final List<Member<?>> unclaimed = new ArrayList<>(0);

    /** So many are looked through for those whose resource has been given to somebody. */
    private int mostUnclaimed = LEAST_UNCLAIMED;

    private final Gate ended = new Gate(lock, this::hasEnded);
    private int within;
    private boolean aborting;

    /** Written once, under the lock. */
    private boolean over;

    /**
     * A scope with no tasks.
     *
     * @param owner the scope within which it is, if any
     * @param locals the task locals of the scope's body
     * @param onChange called, by any thread, when a task or a scope within has ended
     */
    TaskScope(@Nullable TaskScope owner, @Nullable Locals locals, Driver runtime, Runnable onChange) {
        this.owner = owner;
        this.locals = locals;
        this.runtime = runtime;
        this.onChange = onChange;
        if (owner != null) {
            owner.enter();
        }
    }

    private void enter() {
        lock.lock();
        try {
            within++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            within--;
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** What a task finds in task locals: what holds where it is spawned, or in the scope if nothing does. */
    private @Nullable Locals inherited() {
        Locals here = Locals.current();
        return here == null ? locals : here;
    }

    @Override
    public <T> Task<T> spawn(One<T> computation) {
        Member<T> member = new Member<>(this, requireNonNull(computation, "computation"));
        boolean late;
        lock.lock();
        try {
            if (over) {
                throw new ScopeEndedException();
            }
            running.add(member);
            late = aborting;
        } finally {
            lock.unlock();
        }
        if (late) {
            member.root.abort();
        }
        member.root.start();
        return member.task;
    }

    private void end(Member<?> member) {
        Throwable failure = member.root.failure();
        Object item = member.root.item();
        lock.lock();
        try {
            running.remove(member);
            if (item != null && Discard.isResource(item)) {
                remember(member);
            }
            if (failure != null && !(failure instanceof TaskCancelledException)) {
                failures.add(failure);
            }
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Under the lock. */
    private void remember(Member<?> member) {
        if (unclaimed.size() >= mostUnclaimed) {
            unclaimed.removeIf(ended -> ended.root.isTaken());
            mostUnclaimed = Math.max(LEAST_UNCLAIMED, 2 * unclaimed.size());
        }
        unclaimed.add(member);
    }

    /**
     * The scope has ended because it was cancelled or has failed: closes what its tasks have opened and nobody was
     * given.
     */
    void discardUnclaimed() {
        List<Member<?>> left;
        lock.lock();
        try {
            left = List.copyOf(unclaimed);
            unclaimed.clear();
        } finally {
            lock.unlock();
        }
        for (Member<?> member : left) {
            if (!member.root.isTaken()) {
                member.root.discardItem();
            }
        }
    }

    /**
     * Takes over a failure from a scope within that was cancelled, if this is why: it is suppressed in the failure that
     * this ends with. Nobody need be woken, that scope has yet to {@linkplain #leave() leave}.
     */
    boolean adopt(Throwable failure) {
        lock.lock();
        try {
            return aborting && failures.add(failure);
        } finally {
            lock.unlock();
        }
    }

    /** A failure of a task that has not been dealt with yet, or null. */
    @Nullable Throwable pollFailure() {
        lock.lock();
        try {
            return failures.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Aborts the tasks that run, and those that come. */
    void abortForGood() {
        lock.lock();
        try {
            aborting = true;
        } finally {
            lock.unlock();
        }
        abortAll();
    }

    @Override
    public void abortAll() {
        List<Member<?>> toAbort;
        lock.lock();
        try {
            toAbort = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        toAbort.forEach(member -> member.root.abort());
    }

    /** The body has ended: ends the scope if nothing else runs. Returns whether it has ended by this call. */
    boolean tryEnd() {
        WaitLine<Gate.Turn<?>> woken;
        lock.lock();
        try {
            if (over || !running.isEmpty() || within > 0 || !failures.isEmpty()) {
                return false;
            }
            over = true;
            woken = ended.letPass();
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
        if (owner != null) {
            owner.leave();
        }
        return true;
    }

    private boolean hasEnded() {
        return over;
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return running.size() + within;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public One<Void> ended() {
        return One.driven(ended.passing());
    }

    @Override
    public String toString() {
        return "Scope[" + size() + "]";
    }

    /** One task. */
    private static final class Member<T> {

        private final TaskRoot<T> root;
        private final Task<T> task;

        Member(TaskScope scope, One<T> computation) {
            One<T> owned = computation.contextWrite(OWNER, scope);
            root = TaskRoot.watched(new Inheriting<>(owned, scope.inherited()), scope.runtime, () -> scope.end(this));
            task = TaskProgram.of(root);
        }
    }
}

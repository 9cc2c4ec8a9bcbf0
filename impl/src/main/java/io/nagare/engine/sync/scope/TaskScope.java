package io.nagare.engine.sync.scope;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.TaskLocal;
import io.nagare.driver.Driver;
import io.nagare.driver.ShortLock;
import io.nagare.engine.local.Locals;
import io.nagare.engine.program.TaskProgram;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.Inheriting;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.engine.waiting.Gate;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.failure.TaskCancelledException;
import io.nagare.stage.Programs;
import io.nagare.sync.Scope;
import io.nagare.sync.ScopeEndedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a scope, and the count of its inner scopes. Any thread may call. {@link ScopeRun} is the subscription
 * that owns it.
 *
 * <p>Always holds: the scope has ended only if its body has ended and no task or inner scope is left. Then no task or
 * inner scope can be added any more. Both become true at one moment, under the lock.
 */
final class TaskScope implements Scope {

    /** The scope in which a program runs; scopes that the program opens become its inner scopes. */
    static final TaskLocal<TaskScope> OWNER = TaskLocal.named("scope");

    private static final int LEAST_UNCLAIMED = 16;

    private final @Nullable TaskScope owner;
    private final @Nullable Locals locals;
    private final Driver runtime;
    private final Runnable onChange;

    private final ShortLock lock = new ShortLock();
    private final Set<Member<?>> running = new HashSet<>();
    private final ArrayDeque<Throwable> failures = new ArrayDeque<>();

    /** Tasks that have ended with a resource that may not have reached any subscriber. */
    private final List<Member<?>> unclaimed = new ArrayList<>(0);

    /** When there are this many unclaimed tasks, each task is removed if its resource has reached a subscriber. */
    private int mostUnclaimed = LEAST_UNCLAIMED;

    private final Gate ended = new Gate(lock, this::hasEnded);
    private int within;
    private boolean aborting;

    /** Written once, under the lock. */
    private boolean over;

    /**
     * Makes a scope without tasks.
     *
     * @param owner the outer scope, if any
     * @param locals the task locals of the scope's body
     * @param onChange called on any thread when a task or an inner scope has ended
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

    /**
     * The task locals that a task inherits: those of the code that spawns it, or those of the scope if that code has
     * none.
     */
    private @Nullable Locals inherited() {
        Locals here = Locals.current();
        return Locals.isEmpty(here) ? locals : here;
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
     * Discards the resources that the scope's tasks have opened and no subscriber has got. Called when the scope was
     * cancelled or has failed.
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
     * Takes over a failure from an inner scope that was cancelled, if this scope's abort was the reason. The failure is
     * then suppressed in the failure with which this scope ends. No wake is needed, because the inner scope has yet to
     * {@linkplain #leave() leave}.
     */
    boolean adopt(Throwable failure) {
        lock.lock();
        try {
            return aborting && failures.add(failure);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next failure of a task that {@link ScopeRun} has not handled yet. Returns null if there is none. */
    @Nullable Throwable pollFailure() {
        lock.lock();
        try {
            return failures.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Aborts all running tasks, and from now on each new one. */
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

    /**
     * Ends the scope if nothing else runs. Called when the body has ended. Returns whether this call ended the scope.
     */
    boolean tryEnd() {
        WaitLine<Gate.Passage<?>> woken;
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
        return Programs.drivenOne(ended.passing());
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

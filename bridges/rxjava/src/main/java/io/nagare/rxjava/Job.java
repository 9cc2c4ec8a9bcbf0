package io.nagare.rxjava;

import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.driver.TaskLine;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task of RxJava that runs once or again and again. Any thread may call.
 *
 * <p>Always holds: it is among its {@link Jobs} until it has ended or was disposed of. Then it refers to the task no
 * longer, and does not begin a run.
 */
final class Job implements Scheduled, SchedulerRunnableIntrospection, TaskLine.Timed {

    /** The period of a job that runs once. */
    static final long ONCE = -1;

    private final Jobs jobs;
    private final long number;
    private final long period;

    /** What RxJava wants to run, and what runs it where it finds what surrounds it. */
    private record Work(Runnable task, Runnable bound) {}

    /** Null once this is over. */
    private volatile @Nullable Work work;

    /** Whether the time of the run has come. */
    private volatile boolean ready;

    /** When to run. Set before this is kept among those that wait, and not while it is. */
    private long due;

    /** Aborts the runtime's task that waits. */
    private final SerialDisposable wait = new SerialDisposable();

    Job(Jobs jobs, Runnable task, long number, long period) {
        this.jobs = jobs;
        this.work = new Work(task, TaskLocal.bound(task));
        this.number = number;
        this.period = period;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public long number() {
        return number;
    }

    void runAt(long time) {
        due = time;
        long left = time - jobs.now();
        ready = left <= 0;
        if (ready) {
            jobs.begin(this);
            return;
        }
        jobs.keep(this);
        One<Void> later = One.delay(Duration.ofNanos(left)).then(One.fromRunnable(() -> come(time)));
        // Not set(): the task that has waited for this run is still running.
        wait.replace(Disposable.fromRunnable(jobs.runtime().spawn(later)::abort));
        // Either this thread sees that these were disposed of, or the disposing thread sees that this waits.
        if (isDisposed() || jobs.isOver()) {
            dispose();
        }
    }

    private void come(long time) {
        ready = true;
        jobs.come(this, time);
    }

    /** Runs the task, unless this is over. A failure ends this. */
    @Override
    public void run() {
        Work toDo = work;
        if (toDo == null) {
            return;
        }
        try {
            toDo.bound().run();
        } catch (Throwable failure) {
            dispose();
            tell(failure);
            return;
        }
        if (period == ONCE || jobs.isOver()) {
            dispose();
        } else if (!isDisposed()) {
            // Asked for when the run before is over, so one waits at most.
            runAt(next(due, period, jobs.now()));
        }
    }

    /**
     * Returns when the next run is due. As in RxJava, a job that is late catches up, but one whose clock has jumped
     * does not make up for all the runs in between.
     */
    static long next(long due, long period, long now) {
        long next = due + period;
        return now - next > Scheduler.clockDriftTolerance() ? now + period : next;
    }

    private void tell(Throwable failure) {
        try {
            RxJavaPlugins.onError(failure);
        } catch (Throwable ofHandler) {
            jobs.runtime().driver().unseen(ofHandler, "the error handler of RxJava");
        }
    }

    @Override
    public void dispose() {
        work = null;
        wait.dispose();
        jobs.forget(this);
    }

    @Override
    public boolean isDisposed() {
        return work == null;
    }

    @Override
    public void runtimeClosed() {
        if (!ready) {
            dispose();
        }
    }

    /** Whether this was disposed of before its time came. */
    boolean isDropped() {
        return isDisposed() && !ready;
    }

    /** Returns the task, for tools that look behind schedulers; or one that does nothing if this is over. */
    @Override
    public Runnable getWrappedRunnable() {
        Work wrapped = work;
        return wrapped == null ? () -> {} : wrapped.task();
    }
}

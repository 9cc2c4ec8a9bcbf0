package io.nagare.engine.scheduler;

import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import java.util.concurrent.atomic.AtomicInteger;

/** A task with a state word, which a scheduler expects of its tasks. A strand has the same. */
public abstract class TestTask extends Schedulable {

    private static final int IDLE = 0;
    private static final int SCHEDULED = 1;
    private static final int RUNNING = 2;
    private static final int NOTIFIED = 3;

    final Scheduler scheduler;
    private final AtomicInteger state = new AtomicInteger();
    private volatile boolean shutDown;
    private boolean behind;

    public TestTask(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns a task that runs an action once for each wake. */
    public static TestTask of(Scheduler scheduler, Runnable action) {
        return new TestTask(scheduler) {
            @Override
            protected void step() {
                action.run();
            }
        };
    }

    /** Throws any failure, also a checked one, as no task should. */
    @SuppressWarnings("unchecked")
    public static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Does the work of one run. */
    protected abstract void step();

    /** Asks, from within a step, to run again at the back of the queue. */
    public final void goBehind() {
        behind = true;
    }

    public final void wake() {
        while (true) {
            int seen = state.get();
            int next = seen == IDLE ? SCHEDULED : seen == RUNNING ? NOTIFIED : seen;
            if (state.compareAndSet(seen, next)) {
                if (seen == IDLE) {
                    scheduler.schedule(this);
                }
                return;
            }
        }
    }

    public final boolean isShutDown() {
        return shutDown;
    }

    @Override
    public final void run() {
        if (!state.compareAndSet(SCHEDULED, RUNNING)) {
            throw new AssertionError("run in state " + state.get());
        }
        do {
            behind = false;
            if (shutDown) {
                scheduler.unregister(this);
            } else {
                step();
            }
            if (behind) {
                state.set(SCHEDULED);
                scheduler.yield(this);
                return;
            }
        } while (!state.compareAndSet(RUNNING, IDLE) && state.compareAndSet(NOTIFIED, RUNNING));
    }

    @Override
    public void shutDown() {
        shutDown = true;
        wake();
    }
}

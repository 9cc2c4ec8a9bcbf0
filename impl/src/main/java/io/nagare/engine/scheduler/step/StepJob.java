package io.nagare.engine.scheduler.step;

import io.nagare.driver.BlockingJob;
import io.nagare.engine.queue.IntrusiveList;

/**
 * A blocking job of a {@link StepScheduler}, in the world's queue, on its way there, or no longer in it. The world
 * guards the links and the fields.
 */
final class StepJob extends IntrusiveList.Member implements BlockingJob {

    final StepScheduler host;
    private final Runnable work;

    boolean cancelled;
    boolean begun;

    StepJob(StepScheduler host, Runnable work) {
        this.host = host;
        this.work = work;
    }

    /** Does the work. Called by the thread that has taken this out of the queue. */
    void run() {
        work.run();
    }

    @Override
    public boolean cancel() {
        return host.world().cancel(this);
    }
}

package io.nagare.engine.scheduler;

import io.nagare.driver.BlockingJob;
import io.nagare.engine.queue.IntrusiveList;

/** A blocking job of a {@link StepScheduler}, in its queue or no longer in it. The scheduler guards the links. */
final class StepJob extends IntrusiveList.Member implements BlockingJob {

    private final StepScheduler scheduler;
    private final Runnable work;

    StepJob(StepScheduler scheduler, Runnable work) {
        this.scheduler = scheduler;
        this.work = work;
    }

    /** Does the work. Called by the thread that has taken this out of the queue. */
    void run() {
        work.run();
    }

    @Override
    public boolean cancel() {
        return scheduler.cancel(this);
    }
}

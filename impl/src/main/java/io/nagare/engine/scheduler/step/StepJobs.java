package io.nagare.engine.scheduler.step;

import java.util.ArrayList;
import java.util.List;

/**
 * The blocking jobs of a host that are not in the world's queue yet. Any thread may add; the world's lock guards them.
 */
final class StepJobs {

    private final StepScheduler host;

    /** The jobs that wait until the host goes on after a pause. */
    private final List<StepJob> held = new ArrayList<>();

    private boolean holding;
    private boolean forgotten;

    StepJobs(StepScheduler host) {
        this.host = host;
    }

    /** Adds a job, which begins after a delay of virtual time. */
    StepJob add(Runnable work, long delayNanos) {
        StepJob job = new StepJob(host, work);
        StepWorld world = host.world();
        if (delayNanos > 0) {
            world.timers().at(world.nanoTime() + delayNanos, host, () -> begin(job));
        } else {
            begin(job);
        }
        return job;
    }

    private void begin(StepJob job) {
        synchronized (host.world()) {
            if (forgotten) {
                return;
            }
            if (holding) {
                held.add(job);
                return;
            }
        }
        host.world().add(job);
    }

    /** Keeps all jobs back from now on. */
    void hold() {
        synchronized (host.world()) {
            holding = true;
            held.addAll(host.world().takeJobs(host));
        }
    }

    /** Lets the jobs begin that were kept back. */
    void release() {
        List<StepJob> kept;
        synchronized (host.world()) {
            holding = false;
            kept = List.copyOf(held);
            held.clear();
        }
        kept.forEach(host.world()::add);
    }

    /** Takes no job any more. */
    void forget() {
        synchronized (host.world()) {
            forgotten = true;
            held.clear();
        }
    }
}

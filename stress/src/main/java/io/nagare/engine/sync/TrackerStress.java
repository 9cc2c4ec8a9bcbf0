package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.EngineRuntime;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.sync.Notify;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** The last task ends while a subscriber begins to wait for that. */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the subscriber was told")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost")
@State
public class TrackerStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final CountingTracker tracker = new CountingTracker();
    private final Notify until = new FairNotify();
    private volatile Witness<Void> waiting = new Witness<>();

    public TrackerStress() {
        tracker.spawnOn(EngineRuntime.on(scheduler), until.notified());
        tracker.close();
        scheduler.runReady();
    }

    @Actor
    public void ends() {
        until.notifyOne();
        scheduler.runReady();
    }

    @Actor
    public void waits() {
        waiting = Witness.of(tracker.drained(), scheduler);
    }

    @Arbiter
    public void arbiter(ZI_Result result) {
        scheduler.runReady();
        result.r1 = waiting.isServed();
        result.r2 = tracker.size();
    }
}

package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.EngineRuntime;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.scope.TaskJoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Notify;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A task ends while another thread cancels the first of two takers. One taker gets the result, or the set keeps it. */
@JCStressTest
@Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "the first was faster than its cancellation")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "the second got it, at once or after it was put back")
@Outcome(expect = FORBIDDEN, desc = "a result was lost or taken twice, or a wake-up was lost")
@State
public class JoinSetPutBackStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final TaskJoinSet<Void> set = new TaskJoinSet<>();
    private final Notify until = new FairNotify();
    private final Witness<Joined<Void>> first;
    private final Witness<Joined<Void>> second;

    public JoinSetPutBackStress() {
        set.spawnOn(EngineRuntime.on(scheduler), until.notified());
        scheduler.runReady();
        first = Witness.of(set.next(), scheduler);
        second = Witness.of(set.next(), scheduler);
    }

    @Actor
    public void ends() {
        until.notifyOne();
        scheduler.runReady();
    }

    @Actor
    public void cancels() {
        first.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZI_Result result) {
        scheduler.runReady();
        result.r1 = first.item != null;
        result.r2 = second.item != null;
        result.r3 = set.size();
    }
}

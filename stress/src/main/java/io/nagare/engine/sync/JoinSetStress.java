package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.EngineRuntime;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.scope.TaskJoinSet;
import io.nagare.engine.sync.scope.TreeToken;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.Joined;
import io.nagare.sync.Notify;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A task ends while the first of two takers cancels. One taker gets the result, and no taker waits any more. */
@JCStressTest
@Outcome(
        id = "true, false, true",
        expect = ACCEPTABLE,
        desc = "the first was faster than its cancellation, and the second learns that the set is empty")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "the second got it")
@Outcome(expect = FORBIDDEN, desc = "a result was lost or taken twice, or a wake-up was lost")
@State
public class JoinSetStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final TaskJoinSet<Void> set = new TaskJoinSet<>();
    private final Notify until = new FairNotify();
    private final CancellationToken gone = new TreeToken(null);
    private final Witness<Joined<Void>> first;
    private final Witness<Joined<Void>> second;

    public JoinSetStress() {
        set.spawnOn(EngineRuntime.on(scheduler), until.notified());
        scheduler.runReady();
        first = Witness.of(gone.runUntilCancelled(set.next()), scheduler);
        second = Witness.of(set.next(), scheduler);
    }

    @Actor
    public void ends() {
        until.notifyOne();
        scheduler.runReady();
    }

    @Actor
    public void cancels() {
        gone.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        scheduler.runReady();
        result.r1 = first.item != null;
        result.r2 = second.item != null;
        result.r3 = second.completed;
    }
}

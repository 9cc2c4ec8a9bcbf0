package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.EngineRuntime;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.scope.TaskJoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Notify;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task ends while the set is aborted (Tokio's {@code abort_all_during_completion}). The task gives one result, and
 * then the set is empty.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it ended by itself")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "it was aborted")
@Outcome(expect = FORBIDDEN, desc = "no result, or more than one")
@State
public class JoinSetAbortStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final TaskJoinSet<Void> set = new TaskJoinSet<>();
    private final Notify until = new FairNotify();

    public JoinSetAbortStress() {
        set.spawnOn(EngineRuntime.on(scheduler), until.notified());
        scheduler.runReady();
    }

    @Actor
    public void ends() {
        until.notifyOne();
        scheduler.runReady();
    }

    @Actor
    public void aborts() {
        set.abortAll();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        Joined<Void> joined = Objects.requireNonNull(set.tryNext(), "no result");
        result.r1 = !joined.hasFailed();
        result.r2 = set.size() == 0 && set.tryNext() == null;
    }
}

package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.One;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.sync.Notify;
import io.nagare.sync.Scope;
import io.nagare.sync.ScopeEndedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A task is spawned while the body of its scope ends. The task is refused, or ends before the scope. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the scope ended, and before it the task, if there was one")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost, or a task outlived its scope")
@State
public class ScopeStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Notify until = new FairNotify();
    private final Witness<Void> owner;
    private @Nullable Scope scope;
    private volatile boolean outlived;

    public ScopeStress() {
        owner = Witness.of(
                Scope.open(opened -> {
                    scope = opened;
                    return until.notified();
                }),
                scheduler);
    }

    @Actor
    public void ends() {
        until.notifyOne();
        scheduler.runReady();
    }

    @Actor
    public void spawns() {
        try {
            Objects.requireNonNull(scope).spawn(One.fromCallable(() -> outlived = owner.completed));
            scheduler.runReady();
        } catch (ScopeEndedException late) {
            // Refused.
        }
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        result.r1 = owner.completed;
        result.r2 = outlived;
    }
}

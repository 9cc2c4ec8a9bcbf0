package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.RecordingScheduler;
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

/** A task is spawned while its scope is cancelled. The task is refused or aborted, and the scope signals its end. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the scope and its task have ended")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost, or a task outlived its scope")
@State
public class ScopeCancelStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Witness<Void> owner;
    private final Witness<Void> ended;
    private @Nullable Scope scope;
    private volatile @Nullable Task<Void> task;

    public ScopeCancelStress() {
        owner = Witness.of(
                Scope.open(opened -> {
                    scope = opened;
                    return One.never();
                }),
                scheduler);
        ended = Witness.of(Objects.requireNonNull(scope).ended(), scheduler);
    }

    @Actor
    public void cancels() {
        owner.cancel();
        scheduler.runReady();
    }

    @Actor
    public void spawns() {
        try {
            task = Objects.requireNonNull(scope).spawn(One.never());
            scheduler.runReady();
        } catch (ScopeEndedException late) {
            // Refused.
        }
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        Task<Void> spawned = task;
        result.r1 = ended.completed;
        result.r2 = spawned == null || spawned.isDone();
    }
}

package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.scope.TreeToken;
import io.nagare.sync.CancellationToken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A token is cancelled while it gets a child that a subscriber waits for. The child is cancelled too, and forgotten.
 */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the child was cancelled with its parent, or from the start")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost, or a child is kept")
@State
public class TokenStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final TreeToken parent = new TreeToken(null);
    private volatile Witness<Void> waiting = new Witness<>();

    @Actor
    public void cancels() {
        parent.cancel();
        scheduler.runReady();
    }

    @Actor
    public void adds() {
        CancellationToken child = parent.child();
        waiting = Witness.of(child.cancelled(), scheduler);
    }

    @Arbiter
    public void arbiter(ZI_Result result) {
        scheduler.runReady();
        result.r1 = waiting.isServed();
        result.r2 = parent.childCount();
    }
}

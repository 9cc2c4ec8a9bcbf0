package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * The second of two arrives while the first cancels. Both pass, or neither. The first may also cancel after both have
 * arrived.
 */
@JCStressTest
@Outcome(id = "true, true, 0", expect = ACCEPTABLE, desc = "both had arrived")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "the first cancelled when both had arrived")
@Outcome(id = "false, false, 1", expect = ACCEPTABLE, desc = "the first had not arrived")
@Outcome(expect = FORBIDDEN, desc = "one waits without need, or passed alone")
@State
public class BarrierStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final FairBarrier barrier = new FairBarrier(2);
    private final Witness<Boolean> first = Witness.of(barrier.arrive(), scheduler);
    private volatile Witness<Boolean> second = new Witness<>();

    @Actor
    public void arrives() {
        second = Witness.of(barrier.arrive(), scheduler);
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
        result.r1 = first.isServed();
        result.r2 = second.isServed();
        result.r3 = barrier.waiting();
    }
}

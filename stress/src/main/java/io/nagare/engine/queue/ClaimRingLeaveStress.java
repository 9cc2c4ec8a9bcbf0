package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The only lane leaves while the owner puts an item in. The lane stays for the item, or another lane may enter. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the lane left, and another one entered")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the lane stayed")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "the item is left without a lane")
@Outcome(id = "false, true", expect = FORBIDDEN, desc = "there are two lanes where one is allowed")
@State
public class ClaimRingLeaveStress {

    private final ClaimRing<Integer> ring = new ClaimRing<>(2, 1);

    public ClaimRingLeaveStress() {
        ring.enter();
    }

    @Actor
    public void lane(ZZ_Result result) {
        result.r1 = ring.leaveIfIdle();
    }

    @Actor
    public void owner(ZZ_Result result) {
        ring.put(1);
        ring.publish();
        result.r2 = ring.enter();
    }
}

package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A lane claims one item while the owner takes back all items that are not claimed. Each item gets one owner. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the lane was first")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the lane was second")
@Outcome(id = "0, 12", expect = ACCEPTABLE, desc = "the lane was too late")
@Outcome(expect = FORBIDDEN, desc = "an item was lost or doubled")
@State
public class ClaimRingClaimStress {

    private final ClaimRing<Integer> ring = new ClaimRing<>(2, 1);

    public ClaimRingClaimStress() {
        ring.put(1);
        ring.put(2);
    }

    @Actor
    public void lane(II_Result result) {
        long ticket = ring.claim();
        if (ticket != ClaimRing.NONE) {
            result.r1 = ring.item(ticket);
        }
    }

    @Actor
    public void owner(II_Result result) {
        int digits = 0;
        for (Integer item = ring.revoke(); item != null; item = ring.revoke()) {
            digits = digits * 10 + item;
        }
        result.r2 = digits;
    }
}

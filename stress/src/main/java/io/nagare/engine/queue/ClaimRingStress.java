package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two items are put in while a lane claims. The lane gets the oldest item first, and whole. The rest stays in the ring.
 */
@JCStressTest
@Outcome(id = "0, 12", expect = ACCEPTABLE, desc = "the lane came too early")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the lane got the first")
@Outcome(id = "12, 0", expect = ACCEPTABLE, desc = "the lane got both")
@Outcome(expect = FORBIDDEN, desc = "an item was lost, doubled, out of order, or not whole")
@State
public class ClaimRingStress {

    private static final class Item {
        private int number;
    }

    private final ClaimRing<Item> ring = new ClaimRing<>(2, 1);
    private int claimed;

    private static Item item(int number) {
        Item item = new Item();
        item.number = number;
        return item;
    }

    private int claimAll() {
        int digits = 0;
        for (long ticket = ring.claim(); ticket != ClaimRing.NONE; ticket = ring.claim()) {
            digits = digits * 10 + ring.item(ticket).number;
        }
        return digits;
    }

    @Actor
    public void owner() {
        ring.put(item(1));
        ring.put(item(2));
    }

    @Actor
    public void lane() {
        claimed = claimAll();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r1 = claimed;
        result.r2 = claimAll();
    }
}

package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A lane completes the item that the owner is about to wait for. The owner sees the whole outcome, or is woken. */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the owner waits and is woken")
@Outcome(id = "false, 7", expect = ACCEPTABLE, desc = "the owner saw the outcome")
@Outcome(expect = FORBIDDEN, desc = "the owner sleeps for ever, is woken for nothing, or saw a part of an outcome")
@State
public class ClaimRingWakeStress {

    private static final class Result {
        private int number;
    }

    private final ClaimRing<Integer> ring = new ClaimRing<>(2, 1);
    private final long ticket;

    public ClaimRingWakeStress() {
        ring.put(1);
        ring.put(2);
        // The owner begins with the first item, so both actors race for the second.
        ring.complete(ring.claim(), 1);
        ring.remove();
        ticket = ring.claim();
    }

    @Actor
    public void lane(ZI_Result result) {
        Result outcome = new Result();
        outcome.number = 7;
        result.r1 = ring.complete(ticket, outcome);
    }

    @Actor
    public void owner(ZI_Result result) {
        if (!ring.mustWait() && ring.peek() instanceof Result outcome) {
            result.r2 = outcome.number;
        }
    }
}

package io.nagare.engine.poll;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A thread leaves a plain message and wakes a poll that parks. r1: whether the poll may block. r2: whether the waker
 * must unblock the poll. r3: whether a poll that may not block has seen the message.
 */
@JCStressTest
@Outcome(id = "true, true, false", expect = ACCEPTABLE, desc = "the poll parked first, and the waker unblocks it")
@Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "the waker was first, and the poll has the message")
@Outcome(expect = FORBIDDEN, desc = "the poll blocks and nobody unblocks it, or it missed the message")
@State
public class WakeupStateStress {

    private final WakeupState state = new WakeupState();
    private int message;

    @Actor
    public void poll(ZZZ_Result result) {
        result.r1 = state.park();
        result.r3 = !result.r1 && message == 1;
    }

    @Actor
    public void waker(ZZZ_Result result) {
        message = 1;
        result.r2 = state.wakeup();
    }
}

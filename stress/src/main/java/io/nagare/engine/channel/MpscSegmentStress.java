package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two producers and the consumer of a channel without a bound, whose segments have one place each. */
@JCStressTest
@Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "both values arrived")
@Outcome(expect = FORBIDDEN, desc = "a value was lost or came twice")
@State
public class MpscSegmentStress {

    private final QueueMpsc<Integer> channel = new QueueMpsc<>(MpscState.UNBOUNDED, new SegmentedSlots<>(0));
    private int count;
    private int sum;

    @Actor
    public void sendsOne() {
        channel.trySend(1);
    }

    @Actor
    public void sendsTwo() {
        channel.trySend(2);
    }

    @Actor
    public void takes() {
        takeOne();
        takeOne();
    }

    private void takeOne() {
        Integer value = channel.take();
        if (value != null) {
            count++;
            sum += value;
        }
    }

    @Arbiter
    public void arbiter(II_Result result) {
        takeOne();
        takeOne();
        result.r1 = count;
        result.r2 = sum;
    }
}

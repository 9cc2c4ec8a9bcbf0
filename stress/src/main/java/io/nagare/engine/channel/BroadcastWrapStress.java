package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Broadcast;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.policy.Lag;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Tokio's {@code broadcast_wrap}: three values and the end go through a ring of two, to two receivers on schedulers of
 * their own.
 */
@JCStressTest
@Outcome(
        id = "true, true, true",
        expect = ACCEPTABLE,
        desc = "received + missed = sent for both, and both saw the last value and the end")
@Outcome(expect = FORBIDDEN, desc = "a value was lost silently or doubled, or a wake was lost")
@State
public class BroadcastWrapStress {

    private final RecordingScheduler first = new RecordingScheduler();
    private final RecordingScheduler second = new RecordingScheduler();
    private final Broadcast<Integer> broadcast = Broadcast.lagging(2);
    private long firstMissed;
    private long secondMissed;
    private final Received firstReceived =
            Received.of(broadcast.receiver(Lag.skip(count -> firstMissed += count)), first);
    private final Received secondReceived =
            Received.of(broadcast.receiver(Lag.skip(count -> secondMissed += count)), second);

    @Actor
    public void sends() {
        broadcast.send(1);
        broadcast.send(2);
        broadcast.send(3);
        broadcast.close();
    }

    @Actor
    public void receives() {
        first.runReady();
        second.runReady();
        first.runReady();
        second.runReady();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        first.runReady();
        second.runReady();
        result.r1 = firstReceived.count() + firstMissed == 3;
        result.r2 = secondReceived.count() + secondMissed == 3;
        result.r3 = firstReceived.has(3)
                && secondReceived.has(3)
                && firstReceived.hasCompleted()
                && secondReceived.hasCompleted();
    }
}

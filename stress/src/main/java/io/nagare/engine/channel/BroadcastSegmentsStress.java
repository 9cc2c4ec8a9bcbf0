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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A ring of 16, which has nine segments of two. 15 values are in it that its receiver has not read. Then two senders go
 * on: first into the segment behind the last value, then into the place of the first one. Meanwhile the receiver begins
 * to read at that place.
 */
@JCStressTest
@Outcome(
        id = "true, true",
        expect = ACCEPTABLE,
        desc = "received + missed = sent, and the receiver got the kept values in order")
@Outcome(expect = FORBIDDEN, desc = "a value was lost silently, doubled, or out of order, or a wake was lost")
@State
public class BroadcastSegmentsStress {

    private static final int BEFORE = 15;

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Broadcast<Integer> broadcast = Broadcast.lagging(16);
    private long missed;
    private final Received received = Received.of(broadcast.receiver(Lag.skip(count -> missed += count)), scheduler);

    public BroadcastSegmentsStress() {
        for (int value = 0; value < BEFORE; value++) {
            broadcast.send(value);
        }
    }

    @Actor
    public void sends() {
        broadcast.send(100);
        broadcast.send(101);
        broadcast.send(102);
    }

    @Actor
    public void sendsAndReceives() {
        broadcast.send(200);
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        result.r1 = received.count() + missed == BEFORE + 4;
        result.r2 = received.isBefore(BEFORE - 2, BEFORE - 1)
                && received.isBefore(BEFORE - 1, 100)
                && received.isBefore(100, 101)
                && received.isBefore(101, 102)
                && received.isBefore(BEFORE - 1, 200);
    }
}

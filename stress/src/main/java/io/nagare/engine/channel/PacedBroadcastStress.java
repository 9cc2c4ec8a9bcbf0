package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.PacedBroadcast;
import io.nagare.engine.channel.broadcast.PacedRingBroadcast;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Senders wait for the one place of a paced broadcast while its receivers take values and one receiver cancels. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "all values came in order, and the end")
@Outcome(expect = FORBIDDEN, desc = "a value was lost, doubled or overtaken, or a wake was lost")
@State
public class PacedBroadcastStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final PacedBroadcast<Integer> broadcast = new PacedRingBroadcast<>(1);
    private final Received received = Received.of(broadcast.receiver(), scheduler);
    private final Received cancelled = Received.of(broadcast.receiver(), scheduler);

    @Actor
    public void sends() {
        Received.of(broadcast.send(1), scheduler);
        Received.of(broadcast.send(2), scheduler);
        scheduler.runReady();
        Received.of(broadcast.send(3), scheduler);
        scheduler.runReady();
    }

    @Actor
    public void takes() {
        scheduler.runReady();
        cancelled.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        broadcast.close();
        scheduler.runReady();
        result.r1 = received.count() == 3 && received.isBefore(1, 2) && received.isBefore(2, 3);
        result.r2 = received.hasCompleted();
    }
}

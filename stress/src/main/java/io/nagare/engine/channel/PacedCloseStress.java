package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A paced broadcast is closed while a sender waits for room and the receiver makes room. The receiver gets the value
 * exactly if the send completes, and then the end.
 */
@JCStressTest
@Outcome(
        id = "true, true, true",
        expect = ACCEPTABLE,
        desc = "the waiting sender got an answer, and the end came behind the values")
@Outcome(expect = FORBIDDEN, desc = "a refused value arrived, a sent value did not, or a wake was lost")
@State
public class PacedCloseStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final RecordingScheduler sending = new RecordingScheduler();
    private final PacedBroadcast<Integer> broadcast = Broadcast.paced(1);
    private final Received received = Received.of(broadcast.receiver(), scheduler);
    private final Received waiting;

    public PacedCloseStress() {
        broadcast.trySend(1);
        waiting = Received.of(broadcast.send(2), sending);
    }

    @Actor
    public void takes() {
        scheduler.runReady();
        sending.runReady();
    }

    @Actor
    public void closes() {
        broadcast.close();
        sending.runReady();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        sending.runReady();
        scheduler.runReady();
        result.r1 = waiting.hasEnded() && waiting.hasCompleted() == received.has(2);
        result.r2 = received.has(1);
        result.r3 = received.hasCompleted();
    }
}

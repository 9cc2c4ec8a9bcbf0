package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Mpsc;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.mpsc.MpscState;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.SegmentedSlots;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Tokio's {@code closing_and_sending}: at the same time a value is sent, the channel is closed, and the receiver takes.
 */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "sent and received, and both sides saw the end")
@Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "refused, and both sides saw the end")
@Outcome(expect = FORBIDDEN, desc = "a value or a wake was lost")
@State
public class MpscCloseStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Mpsc<Integer> channel = new QueueMpsc<>(MpscState.UNBOUNDED, new SegmentedSlots<>());
    private final Received received = Received.of(channel.receiver(), scheduler);
    private final Received closed = Received.of(channel.closed(), scheduler);
    private boolean sent;

    @Actor
    public void sends() {
        sent = channel.trySend(1) == SendResult.SENT;
        scheduler.runReady();
    }

    @Actor
    public void closes() {
        channel.close();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        scheduler.runReady();
        result.r1 = sent;
        result.r2 = received.count() == 1;
        result.r3 = received.hasCompleted() && closed.hasCompleted();
    }
}

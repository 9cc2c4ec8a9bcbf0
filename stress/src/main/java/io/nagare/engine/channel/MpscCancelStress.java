package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.RingSlots;
import io.nagare.engine.strand.RecordingScheduler;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Tokio's {@code ready_close_cancel_bounded}: a slot comes back while the first waiting sender cancels and the channel
 * is closed. The second waiting sender gets the slot or is refused, and the receiver sees the end.
 */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "the second sender got an answer, and the end came")
@Outcome(expect = FORBIDDEN, desc = "a slot or a wake was lost, or a value arrived without its send completing")
@State
public class MpscCancelStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Mpsc<Integer> channel = new QueueMpsc<>(1, new RingSlots<>(1));
    private final MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
    private final Received cancelled = Received.of(channel.send(1), scheduler);
    private final Received second = Received.of(channel.send(2), scheduler);

    @Actor
    public void givesBack() {
        slot.close();
        scheduler.runReady();
        channel.close();
    }

    @Actor
    public void cancels() {
        cancelled.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        scheduler.runReady();
        Received received = Received.of(channel.receiver(), scheduler);
        scheduler.runReady();
        result.r1 = second.hasEnded();
        result.r2 = received.hasCompleted();
        result.r3 = second.hasCompleted() == received.has(2) && (!cancelled.hasCompleted() || received.has(1));
    }
}

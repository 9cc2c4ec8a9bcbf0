package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.engine.strand.RecordingScheduler;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Tokio's {@code permit_available_not_acquired_close}: a slot is given back while the channel is closed and another
 * sender waits to reserve. The waiting sender gets a slot, which it may still use, or is refused. The receiver sees the
 * end when no slot is out, and not before.
 */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "the sender got a slot, and the end came behind it")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "the sender was refused, and the end came")
@Outcome(expect = FORBIDDEN, desc = "the end came too early or not at all, or a wake was lost")
@State
public class MpscReserveStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Mpsc<Integer> channel = Mpsc.bounded(1);
    private final MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
    private final Received received = Received.of(channel.receiver(), scheduler);
    private final Received reserving = Received.of(channel.reserve(), scheduler);

    @Actor
    public void givesBack() {
        slot.close();
        scheduler.runReady();
    }

    @Actor
    public void closes() {
        channel.close();
        scheduler.runReady();
    }

    @Arbiter
    @SuppressWarnings("unchecked") // a slot of this channel
    public void arbiter(ZZZ_Result result) {
        scheduler.runReady();
        MpscSlot<Integer> granted = (MpscSlot<Integer>) reserving.first();
        result.r1 = granted != null;
        result.r2 = reserving.hasEnded() && received.hasCompleted() == (granted == null);
        if (granted != null) {
            granted.send(1);
        }
        scheduler.runReady();
        result.r3 = received.hasCompleted() && received.has(1) == (granted != null);
    }
}

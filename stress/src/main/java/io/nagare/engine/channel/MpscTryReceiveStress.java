package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Mpsc;
import io.nagare.channel.ReceiverTakenException;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A value is sent while one takes without waiting and another subscribes, who is refused if the first is at it. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "who tried got it")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "who subscribed got it")
@Outcome(expect = FORBIDDEN, desc = "the value was lost or came twice, or a wake was lost")
@State
public class MpscTryReceiveStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Mpsc<Integer> channel = new QueueMpsc<>(1, new RingSlots<>(1));
    private Received received;
    private int tried;

    @Actor
    public void sends() {
        channel.trySend(1);
        scheduler.runReady();
    }

    @Actor
    public void tries() {
        tryOnce();
    }

    private void tryOnce() {
        try {
            if (channel.tryReceive() != null) {
                tried++;
            }
        } catch (ReceiverTakenException refused) {
            // The other one gets it.
        }
    }

    @Actor
    public void subscribes() {
        received = Received.of(channel.receiver(), scheduler);
    }

    @Arbiter
    public void arbiter(II_Result result) {
        scheduler.runReady();
        tryOnce();
        result.r1 = tried;
        result.r2 = received.count();
    }
}

package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Mpsc;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.RingSlots;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Two senders wait for the one place of a channel while its receiver takes values. Each value arrives once, and those
 * of each sender in order.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "all values came in order, and then the end")
@Outcome(expect = FORBIDDEN, desc = "a value was lost, doubled or overtaken, or a wake was lost")
@State
public class MpscSendStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Mpsc<Integer> channel = new QueueMpsc<>(1, new RingSlots<>(1));
    private final Received received = Received.of(channel.receiver(), scheduler);

    @Actor
    public void first() {
        Received.of(channel.send(1), scheduler);
        scheduler.runReady();
        Received.of(channel.send(2), scheduler);
        scheduler.runReady();
    }

    @Actor
    public void second() {
        Received.of(channel.send(11), scheduler);
        Received.of(channel.send(12), scheduler);
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        channel.close();
        scheduler.runReady();
        result.r1 = received.count() == 4 && received.isBefore(1, 2) && received.isBefore(11, 12);
        result.r2 = received.hasEnded();
    }
}

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
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A value is sent and its receiver's strand runs, while another thread cancels. Then the receiver has the value, or the
 * channel still has it.
 */
public final class MpscReceiveCancelStress {

    private MpscReceiveCancelStress() {}

    private static void look(Received received, Mpsc<Integer> channel, ZI_Result result) {
        result.r1 = received.has(1);
        Integer left = channel.tryReceive();
        result.r2 = left == null ? 0 : left;
    }

    /** One value, by {@code receive}. */
    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "received before the cancellation")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "still in the channel, or put back")
    @Outcome(expect = FORBIDDEN, desc = "the value was lost or taken twice")
    @State
    public static class Once {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private final Mpsc<Integer> channel = new QueueMpsc<>(1, new RingSlots<>(1));
        private final Received received = Received.of(channel.receive(), scheduler);

        @Actor
        public void sends() {
            channel.trySend(1);
            scheduler.runReady();
        }

        @Actor
        public void cancels() {
            received.cancel();
        }

        @Arbiter
        public void arbiter(ZI_Result result) {
            scheduler.runReady();
            look(received, channel, result);
        }
    }

    /** The stream of all values. */
    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "received before the cancellation")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "still in the channel, or put back")
    @Outcome(expect = FORBIDDEN, desc = "the value was lost or taken twice")
    @State
    public static class Stream {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private final Mpsc<Integer> channel = new QueueMpsc<>(1, new RingSlots<>(1));
        private final Received received = Received.of(channel.receiver(), scheduler);

        @Actor
        public void sends() {
            channel.trySend(1);
            scheduler.runReady();
        }

        @Actor
        public void cancels() {
            received.cancel();
        }

        @Arbiter
        public void arbiter(ZI_Result result) {
            scheduler.runReady();
            look(received, channel, result);
        }
    }
}

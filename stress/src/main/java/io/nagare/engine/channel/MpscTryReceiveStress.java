package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Mpsc;
import io.nagare.channel.ReceiverTakenException;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.RingSlots;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@code tryReceive} beside a sender and a subscriber of the same channel. */
public final class MpscTryReceiveStress {

    private MpscTryReceiveStress() {}

    private static final class Channel {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private final Mpsc<Integer> values = new QueueMpsc<>(1, new RingSlots<>(1));
        private Received received;
        private int tried;

        void subscribe() {
            received = Received.of(values.receiver(), scheduler);
        }

        void tryOnce() {
            try {
                if (values.tryReceive() != null) {
                    tried++;
                }
            } catch (ReceiverTakenException refused) {
                // The subscriber gets the value.
            }
        }

        void report(II_Result result) {
            scheduler.runReady();
            tryOnce();
            result.r1 = tried;
            result.r2 = received.count();
        }
    }

    /** One thread sends a value, while another tries to receive and then subscribes. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "tryReceive got it")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the subscriber got it")
    @Outcome(expect = FORBIDDEN, desc = "the value was lost or came twice, or a wake was lost")
    @State
    public static class Sending {

        private final Channel channel = new Channel();

        @Actor
        public void sends() {
            channel.values.trySend(1);
        }

        @Actor
        public void triesAndSubscribes() {
            channel.tryOnce();
            channel.subscribe();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            channel.report(result);
        }
    }

    /** One thread tries to receive while another subscribes. The subscriber is refused if the attempt is under way. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "tryReceive got it")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the subscriber got it")
    @Outcome(expect = FORBIDDEN, desc = "the value was lost or came twice, or a wake was lost")
    @State
    public static class Subscribing {

        private final Channel channel = new Channel();

        @Actor
        public void sendsAndTries() {
            channel.values.trySend(1);
            channel.tryOnce();
        }

        @Actor
        public void subscribes() {
            channel.subscribe();
            channel.scheduler.runReady();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            channel.report(result);
        }
    }
}

package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.channel.mpsc.MpscState;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.SegmentedSlots;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A channel without a bound, in which each segment has one place. */
public final class MpscSegmentStress {

    private MpscSegmentStress() {}

    private static final class Taken {

        private final QueueMpsc<Integer> channel = new QueueMpsc<>(MpscState.UNBOUNDED, new SegmentedSlots<>(0));
        private int count;
        private int sum;

        void take() {
            Integer value = channel.take();
            if (value != null) {
                count++;
                sum += value;
            }
        }

        void report(II_Result result) {
            for (int i = 0; i < 4; i++) {
                take();
            }
            result.r1 = count;
            result.r2 = sum;
        }
    }

    /** Each of two producers makes a segment that the other producer needs. */
    @JCStressTest
    @Outcome(id = "4, 3030", expect = ACCEPTABLE, desc = "all values arrived")
    @Outcome(expect = FORBIDDEN, desc = "a value was lost or came twice")
    @State
    public static class Producers {

        private final Taken taken = new Taken();

        @Actor
        public void sendsSmall() {
            taken.channel.trySend(10);
            taken.channel.trySend(20);
        }

        @Actor
        public void sendsLarge() {
            taken.channel.trySend(1000);
            taken.channel.trySend(2000);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            taken.report(result);
        }
    }

    /** The consumer moves past segments that the producer has just made, or is about to start from. */
    @JCStressTest
    @Outcome(id = "3, 6", expect = ACCEPTABLE, desc = "all values arrived")
    @Outcome(expect = FORBIDDEN, desc = "a value was lost or came twice")
    @State
    public static class Consumer {

        private final Taken taken = new Taken();

        @Actor
        public void sends() {
            taken.channel.trySend(1);
            taken.channel.trySend(2);
            taken.channel.trySend(3);
        }

        @Actor
        public void takes() {
            taken.take();
            taken.take();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            taken.report(result);
        }
    }
}

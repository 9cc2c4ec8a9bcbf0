package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The ring refuses an item, and the producer asks for the reason while the consumer takes items. */
public class SpscRingRefusalStress {

    private SpscRingRefusalStress() {}

    private static boolean isTakenForTwo(SpscRing<String> ring) {
        int position = ring.position();
        return !ring.offerExclusively(position, "item") && !ring.wasFull(position);
    }

    private static boolean isTakenForTooMany(SpscRing<String> ring) {
        int position = ring.position();
        return !ring.offerExclusively(position, "item") && ring.wasFull(position);
    }

    /** One producer and a full ring. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "the item went in, or the producer knows that the ring was full")
    @Outcome(expect = FORBIDDEN, desc = "one producer was taken for two")
    @State
    public static class Full {

        private final SpscRing<String> ring = new SpscRing<>(2);

        public Full() {
            ring.offer("first");
            ring.offer("second");
        }

        @Actor
        public void producer(Z_Result result) {
            result.r1 = isTakenForTwo(ring);
        }

        @Actor
        public void consumer() {
            ring.poll();
            ring.poll();
        }
    }

    /** Two producers, and room for more items than they have. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "both items are in, or a producer knows of the other one")
    @Outcome(expect = FORBIDDEN, desc = "a producer was told that the ring was full")
    @State
    public static class TwoProducers {

        private final SpscRing<String> ring = new SpscRing<>(4);

        @Actor
        public void first(ZZ_Result result) {
            result.r1 = isTakenForTooMany(ring);
        }

        /** The second producer is the consumer, too: jcstress leaves out what has more actors than processors. */
        @Actor
        public void second(ZZ_Result result) {
            ring.poll();
            result.r2 = isTakenForTooMany(ring);
            ring.poll();
        }
    }
}

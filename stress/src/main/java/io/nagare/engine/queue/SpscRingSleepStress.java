package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A consumer that falls asleep while an item comes. */
public class SpscRingSleepStress {

    private SpscRingSleepStress() {}

    /** Each item is published on its own, by an exchange. */
    @JCStressTest
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "the consumer sleeps beside an item, and nobody wakes it")
    @Outcome(expect = ACCEPTABLE, desc = "the consumer has got the item, or is woken")
    @State
    public static class Exclusive {

        private final SpscRing<String> ring = awake();

        @Actor
        public void producer(ZZ_Result result) {
            ring.offerExclusively(ring.position(), "item");
            result.r2 = ring.mustWake();
        }

        @Actor
        public void consumer(ZZ_Result result) {
            result.r1 = ring.poll() == null && ring.sleep();
        }
    }

    /** Items are stored, and then flushed together. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "the consumer has got the items, or is woken")
    @Outcome(expect = FORBIDDEN, desc = "the consumer sleeps beside items, and nobody wakes it")
    @State
    public static class Flushed {

        private final SpscRing<String> ring = awake();
        private boolean woken;
        private boolean asleep;

        @Actor
        public void producer() {
            ring.offer("first");
            boolean mustWake = ring.mustWake();
            ring.offer("second");
            mustWake |= ring.mustWake();
            woken = mustWake | ring.flush();
        }

        @Actor
        public void consumer() {
            while (ring.poll() != null) {
                Thread.onSpinWait();
            }
            asleep = ring.sleep();
        }

        @Arbiter
        public void arbiter(Z_Result result) {
            result.r1 = asleep && !woken && !ring.isEmpty();
        }
    }

    /** The consumer takes one item, and so moves its position, while another thread takes all items. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "each item went to one of the two")
    @Outcome(expect = FORBIDDEN, desc = "an item went to both or to nobody")
    @State
    public static class Drained {

        private final SpscRing<Integer> ring = awake();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger different = new AtomicInteger();

        /** Puts two items in. */
        public Drained() {
            ring.offer(1);
            ring.offer(16);
        }

        private void took(Integer item) {
            count.incrementAndGet();
            different.addAndGet(item);
        }

        @Actor
        public void consumer() {
            Integer item = ring.pollExclusively();
            if (item != null) {
                took(item);
            }
        }

        @Actor
        public void drainer() {
            ring.drain(this::took);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r1 = count.get();
            result.r2 = different.get() == 17 ? 2 : -1;
        }
    }

    private static <T> SpscRing<T> awake() {
        SpscRing<T> ring = new SpscRing<>(2);
        ring.awake();
        return ring;
    }
}

package io.nagare.engine.poll;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.policy.TimeSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.reactivestreams.Publisher;

/**
 * A strand changes its deadline while another thread polls the driver. The poll files the deadline in the wheel or
 * finds it in the inbox.
 */
public final class DeadlineStress {

    private DeadlineStress() {}

    /** A driver with a clock that stands an hour after its start, and a leaf that counts its wakes. */
    private static final class Fixture implements TimeSource, Strand {

        private static final long HOUR = 3_600_000_000_000L;

        private final AtomicInteger wakes = new AtomicInteger();
        private volatile long now;
        private final PollDriver driver = new PollDriver("stress", this, (failure, where) -> {});
        private final Leaf leaf = new Leaf(this) {
            @Override
            protected void run() {}
        };
        private final Deadline deadline = driver.deadline(leaf);

        Fixture() {
            now = HOUR;
        }

        void poll() {
            if (driver.tryAcquire()) {
                driver.poll(0);
                driver.release();
            }
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public boolean isCurrent() {
            return false;
        }

        @Override
        public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {}

        @Override
        public boolean spend(int units) {
            return true;
        }

        @Override
        public void discard(@Nullable Object item) {}

        @Override
        public Driver driver() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void enqueue(Leaf ready) {
            wakes.incrementAndGet();
        }
    }

    /** Arms a deadline in the past. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "reached, and the leaf was woken once")
    @Outcome(expect = FORBIDDEN, desc = "the deadline was lost, or reached twice")
    @State
    public static class ArmAndPoll {

        private final Fixture fixture = new Fixture();

        @Actor
        public void strand() {
            fixture.deadline.arm(1);
        }

        @Actor
        public void poller() {
            fixture.poll();
        }

        @Arbiter
        public void arbiter(ZI_Result result) {
            fixture.poll();
            result.r1 = fixture.deadline.reached();
            result.r2 = fixture.wakes.get();
        }
    }

    /**
     * Arms a deadline and disarms it again. Nothing is left, and the leaf was woken only if the deadline was reached in
     * between.
     */
    @JCStressTest
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "disarmed before it was reached")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "reached, then forgotten")
    @Outcome(expect = FORBIDDEN, desc = "a deadline was reached after it was disarmed")
    @State
    public static class DisarmAndPoll {

        private final Fixture fixture = new Fixture();

        @Actor
        public void strand() {
            fixture.deadline.arm(1);
            fixture.deadline.disarm();
        }

        @Actor
        public void poller() {
            fixture.poll();
        }

        @Arbiter
        public void arbiter(ZI_Result result) {
            fixture.poll();
            result.r1 = fixture.deadline.reached();
            result.r2 = fixture.wakes.get();
        }
    }
}

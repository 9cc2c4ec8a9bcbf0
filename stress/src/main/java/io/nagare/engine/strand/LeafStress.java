package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads write plain fields and wake the same leaf, and one of them runs its strand. The last step sees both
 * writes.
 */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both writes were seen by a step")
@Outcome(expect = FORBIDDEN, desc = "a wake did not publish")
@State
public class LeafStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Counting root = new Counting();
    private int first;
    private int second;
    private int seen;

    private final io.nagare.driver.Leaf leaf;

    public LeafStress() {
        ScheduledStrand strand = ScheduledStrand.helped(root, scheduler);
        leaf = new io.nagare.driver.Leaf(strand) {
            @Override
            protected void run() {
                seen = first + second;
            }
        };
        strand.help();
    }

    @Actor
    public void waker() {
        first = 1;
        leaf.wake();
    }

    @Actor
    public void wakerAndWorker() {
        second = 1;
        leaf.wake();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        scheduler.runReady();
        result.r1 = seen;
    }

    private static final class Counting extends StrandSubscriber<Object> implements Root {

        @Override
        public void serve() {}

        @Override
        public void abort(Throwable reason) {
            throw new AssertionError(reason);
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {}

        @Override
        public boolean onNext(Object item) {
            return true;
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}

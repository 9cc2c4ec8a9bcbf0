package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.stage.Programs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JZ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Each call of another thread on an egress reaches the strand once. */
public final class EgressStress {

    private EgressStress() {}

    /** A source that records its demand and its cancellation, and a subscriber that only keeps its subscription. */
    private static final class Ends implements StrandSubscription, Subscriber<Object> {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private Subscription subscription;
        private long requested;
        private boolean cancelled;

        Ends() {
            Egress.serve(this, Programs.<Object>driven(this::open), scheduler);
        }

        private void open(StrandSubscriber<? super Object> subscriber, io.nagare.driver.Strand strand) {
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Object item) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** Two threads request, and one of them runs the strand. */
    @JCStressTest
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "all demand arrived, once")
    @Outcome(expect = FORBIDDEN, desc = "demand was lost or doubled")
    @State
    public static class Requests {

        private final Ends ends = new Ends();

        @Actor
        public void three() {
            ends.subscription.request(3);
        }

        @Actor
        public void fourAndWorker() {
            ends.subscription.request(4);
            ends.scheduler.runReady();
        }

        @Arbiter
        public void arbiter(J_Result result) {
            ends.scheduler.runReady();
            result.r1 = ends.requested;
        }
    }

    /** One thread requests, the other cancels and runs the strand. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "cancelled before the demand was seen")
    @Outcome(id = "3, true", expect = ACCEPTABLE, desc = "cancelled after it")
    @Outcome(expect = FORBIDDEN, desc = "cancellation was lost")
    @State
    public static class RequestAndCancel {

        private final Ends ends = new Ends();

        @Actor
        public void request() {
            ends.subscription.request(3);
        }

        @Actor
        public void cancelAndWorker() {
            ends.subscription.cancel();
            ends.scheduler.runReady();
        }

        @Arbiter
        public void arbiter(JZ_Result result) {
            ends.scheduler.runReady();
            result.r1 = ends.requested;
            result.r2 = ends.cancelled;
        }
    }
}

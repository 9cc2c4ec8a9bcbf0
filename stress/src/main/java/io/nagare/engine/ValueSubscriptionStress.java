package io.nagare.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.One;
import io.nagare.engine.program.ValueSubscription;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.RecordingScheduler;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A call of another thread on a value's subscription arrives, whether a strand takes over before or after the call. */
public final class ValueSubscriptionStress {

    private ValueSubscriptionStress() {}

    /** A subscriber that requests nothing by itself and counts its signals. */
    private static final class Ends implements Subscriber<Integer> {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private volatile @Nullable Subscription subscription;
        private int items;
        private int ends;
        private int failures;

        void serve() {
            ValueSubscription.serve(this, (Attachable<Integer>) One.just(1), scheduler);
        }

        /** The subscription, once there is one. */
        Subscription subscription() {
            for (; ; ) {
                Subscription given = subscription;
                if (given != null) {
                    return given;
                }
                Thread.onSpinWait();
            }
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer item) {
            items++;
        }

        @Override
        public void onError(Throwable failure) {
            failures++;
        }

        @Override
        public void onComplete() {
            ends++;
        }
    }

    /** One thread subscribes, another requests. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the value and the end, once")
    @Outcome(expect = FORBIDDEN, desc = "demand was lost or served twice")
    @State
    public static class Request {

        private final Ends ends = new Ends();

        @Actor
        public void subscribes() {
            ends.serve();
        }

        @Actor
        public void requests() {
            ends.subscription().request(1);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            ends.scheduler.runReady();
            result.r1 = ends.items;
            result.r2 = ends.ends;
        }
    }

    /** One thread subscribes, another requests 0 items. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the stream failed, once")
    @Outcome(expect = FORBIDDEN, desc = "the failure for the wrong demand was lost or came twice")
    @State
    public static class InvalidRequest {

        private final Ends ends = new Ends();

        @Actor
        public void subscribes() {
            ends.serve();
        }

        @Actor
        public void requests() {
            ends.subscription().request(0);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            ends.scheduler.runReady();
            result.r1 = ends.items + ends.ends;
            result.r2 = ends.failures;
        }
    }

    /** One thread subscribes, another cancels. Demand after the cancellation has no effect. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "cancelled")
    @Outcome(expect = FORBIDDEN, desc = "the cancellation was lost")
    @State
    public static class Cancel {

        private final Ends ends = new Ends();

        @Actor
        public void subscribes() {
            ends.serve();
        }

        @Actor
        public void cancels() {
            ends.subscription().cancel();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            ends.scheduler.runReady();
            ends.subscription().request(1);
            ends.scheduler.runReady();
            result.r1 = ends.items;
            result.r2 = ends.ends + ends.failures;
        }
    }
}

package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.crossing.Branch;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.UnclaimedException;
import io.nagare.stage.Programs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.JZ_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Subscribers on other strands use a branch. Each of their calls reaches the branch's strand once, and the items reach
 * one subscriber.
 */
public final class BranchStress {

    private BranchStress() {}

    /** A strand with a branch that emits as many items as are requested, up to a number. */
    private static final class Trunk implements StrandSubscription {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private final int items;
        private Branch<Integer> branch;
        private StrandSubscriber<? super Integer> out;
        private long requested;
        private int emitted;
        private boolean cancelled;

        Trunk(int items) {
            this.items = items;
            Egress.serve(new Reader(), Programs.<Object>driven((subscriber, strand) -> {
                branch = new Branch<Integer>("a branch", this::open, strand);
                subscriber.onSubscribe(new Trunk.Standing());
            }), scheduler);
        }

        private void open(StrandSubscriber<? super Integer> subscriber, Strand strand) {
            out = subscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested += n;
            while (emitted < Math.min(items, requested) && !cancelled) {
                out.onNext(++emitted);
            }
            if (items > 0 && emitted == items && !cancelled) {
                cancelled = true;
                out.onComplete();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        private static final class Standing implements StrandSubscription {

            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        }
    }

    /** A subscriber on a strand of another scheduler. */
    private static final class Reader implements Subscriber<Object> {

        private final RecordingScheduler scheduler = new RecordingScheduler();
        private Subscription subscription;
        private int digits;
        private boolean completed;
        private Throwable failure;

        Reader of(Trunk trunk) {
            Egress.serve(this, Programs.driven(trunk.branch), scheduler);
            return this;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Object item) {
            digits = digits * 10 + (Integer) item;
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }

    private static void runAll(Trunk trunk, Reader reader) {
        for (int i = 0; i < 4; i++) {
            reader.scheduler.runReady();
            trunk.scheduler.runReady();
        }
    }

    /** A reader requests and runs its strand, while the branch's strand runs. */
    @JCStressTest
    @Outcome(id = "7, false", expect = ACCEPTABLE, desc = "all demand arrived, once")
    @Outcome(expect = FORBIDDEN, desc = "demand was lost or doubled")
    @State
    public static class Requests {

        private final Trunk trunk = new Trunk(0);
        private final Reader reader = new Reader().of(trunk);

        @Actor
        public void reader() {
            reader.subscription.request(3);
            reader.scheduler.runReady();
            reader.subscription.request(4);
            reader.scheduler.runReady();
        }

        @Actor
        public void branch() {
            trunk.scheduler.runReady();
        }

        @Arbiter
        public void arbiter(JZ_Result result) {
            runAll(trunk, reader);
            result.r1 = trunk.requested;
            result.r2 = trunk.cancelled;
        }
    }

    /** The reader cancels while the branch is opened and gets its demand. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "cancelled before the demand was seen")
    @Outcome(id = "3, true", expect = ACCEPTABLE, desc = "cancelled after it")
    @Outcome(expect = FORBIDDEN, desc = "cancellation was lost")
    @State
    public static class RequestAndCancel {

        private final Trunk trunk = new Trunk(0);
        private final Reader reader = new Reader().of(trunk);

        @Actor
        public void reader() {
            reader.subscription.request(3);
            reader.scheduler.runReady();
            reader.subscription.cancel();
            reader.scheduler.runReady();
        }

        @Actor
        public void branch() {
            trunk.scheduler.runReady();
        }

        @Arbiter
        public void arbiter(JZ_Result result) {
            runAll(trunk, reader);
            result.r1 = trunk.requested;
            result.r2 = trunk.cancelled;
        }
    }

    /** Items and the end cross to the reader while its strand runs. */
    @JCStressTest
    @Outcome(id = "12, 0, true", expect = ACCEPTABLE, desc = "both items in order, then the end")
    @Outcome(expect = FORBIDDEN, desc = "a signal was lost or out of order")
    @State
    public static class Items {

        private final Trunk trunk = new Trunk(2);
        private final Reader reader = new Reader().of(trunk);

        public Items() {
            reader.subscription.request(5);
            reader.scheduler.runReady();
        }

        @Actor
        public void reader() {
            reader.scheduler.runReady();
        }

        @Actor
        public void branch() {
            trunk.scheduler.runReady();
        }

        @Arbiter
        public void arbiter(IIZ_Result result) {
            runAll(trunk, reader);
            result.r1 = reader.digits;
            result.r2 = reader.failure == null ? 0 : 1;
            result.r3 = reader.completed;
        }
    }

    /** Two readers subscribe at the same time. One is served, the other is refused. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one served, one refused")
    @Outcome(expect = FORBIDDEN, desc = "both, or none")
    @State
    public static class TwoSubscribers {

        private final Trunk trunk = new Trunk(1);
        private final Reader first = new Reader();
        private final Reader second = new Reader();

        @Actor
        public void first() {
            first.of(trunk);
        }

        @Actor
        public void second() {
            second.of(trunk);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            for (Reader reader : new Reader[] {first, second}) {
                if (reader.failure == null) {
                    reader.subscription.request(1);
                }
                runAll(trunk, reader);
                result.r1 += reader.completed ? 1 : 0;
                result.r2 += reader.failure instanceof SubscribedTwiceException ? 1 : 0;
            }
        }
    }

    /**
     * A reader subscribes while the branch is given up. The reader is either served or refused, and the trunk emits
     * only to a served reader.
     */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the subscriber was faster")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "given up")
    @Outcome(expect = FORBIDDEN, desc = "both, or none")
    @State
    public static class GivenUp {

        private final Trunk trunk = new Trunk(1);
        private final Reader reader = new Reader();

        @Actor
        public void subscribes() {
            reader.of(trunk);
        }

        @Actor
        public void givesUp() {
            trunk.branch.giveUp();
        }

        @Arbiter
        public void arbiter(III_Result result) {
            if (reader.failure == null) {
                reader.subscription.request(1);
            }
            runAll(trunk, reader);
            result.r1 = reader.completed ? 1 : 0;
            result.r2 = reader.failure instanceof UnclaimedException ? 1 : 0;
            result.r3 = trunk.emitted;
        }
    }
}

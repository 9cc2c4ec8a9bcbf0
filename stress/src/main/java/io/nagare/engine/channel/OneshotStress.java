package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Oneshot;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.strand.crossing.Egress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Tokio's {@code checking_tx_send_ok_not_drop}: a value is sent while the only receiver cancels. */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "sent, and received")
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "sent, and cancelled before it was received")
@Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "cancelled first: the value came back")
@Outcome(expect = FORBIDDEN, desc = "received but refused, or the sender did not learn of the end")
@State
public class OneshotStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Oneshot<Integer> oneshot = new SharedOneshot<>();
    private final Seen receiver = new Seen();
    private final Seen closed = new Seen();
    private boolean sent;

    private static final class Seen implements Subscriber<Object> {

        private volatile boolean item;
        private volatile boolean completed;
        private volatile Subscription upstream;

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(Object next) {
            item = true;
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {
            completed = true;
        }
    }

    public OneshotStress() {
        Egress.serve(receiver, oneshot.receiver(), scheduler);
        Egress.serve(closed, oneshot.closed(), scheduler);
    }

    @Actor
    public void sends() {
        sent = oneshot.send(1);
        scheduler.runReady();
    }

    @Actor
    public void cancels() {
        receiver.upstream.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        scheduler.runReady();
        result.r1 = sent;
        result.r2 = receiver.item;
        result.r3 = closed.completed;
    }
}

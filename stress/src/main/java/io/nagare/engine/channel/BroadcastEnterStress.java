package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.broadcast.RingBroadcast;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.strand.crossing.Egress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A receiver subscribes while another thread sends. If the sender has seen the receiver, the receiver gets the value.
 * If the receiver gets the value, the sender's result has counted the receiver.
 */
@JCStressTest
@Outcome(id = "false, 0, false", expect = ACCEPTABLE, desc = "sent before the receiver came")
@Outcome(id = "false, 1, false", expect = ACCEPTABLE, desc = "counted, but too late for the value")
@Outcome(id = "false, 1, true", expect = ACCEPTABLE, desc = "came in between")
@Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "seen, counted and served")
@Outcome(expect = FORBIDDEN, desc = "a receiver that was seen missed the value, or one that got it was not counted")
@State
public class BroadcastEnterStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Broadcast<Integer> broadcast = new RingBroadcast<>(2);
    private boolean received;

    @Actor
    public void receiver() {
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(Integer value) {
                        received = true;
                    }

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onComplete() {}
                },
                broadcast.receiver(),
                scheduler);
        scheduler.runReady();
    }

    @Actor
    public void sender(ZIZ_Result result) {
        result.r1 = broadcast.subscribers() > 0;
        result.r2 = broadcast.send(1);
    }

    @Arbiter
    public void arbiter(ZIZ_Result result) {
        scheduler.runReady();
        result.r3 = received;
    }
}

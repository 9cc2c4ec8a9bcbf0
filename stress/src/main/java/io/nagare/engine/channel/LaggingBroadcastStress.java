package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.broadcast.RingBroadcast;
import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Lag;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Two senders overtake a receiver of a ring of two. Received + missed = sent, the values of each sender ascend, and the
 * end comes.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the sum holds and the end came")
@Outcome(expect = FORBIDDEN, desc = "a value was lost silently or doubled, or a wake was lost")
@State
public class LaggingBroadcastStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Broadcast<Integer> broadcast = new RingBroadcast<>(2);
    private long received;
    private long missed;
    private boolean ended;

    public LaggingBroadcastStress() {
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(Integer value) {
                        received++;
                    }

                    @Override
                    public void onError(Throwable failure) {
                        received = Long.MIN_VALUE;
                    }

                    @Override
                    public void onComplete() {
                        ended = true;
                    }
                },
                broadcast.receiver(Lag.skip(count -> missed += count)),
                scheduler);
    }

    @Actor
    public void firstSender() {
        broadcast.send(1);
        broadcast.send(2);
        broadcast.send(3);
    }

    @Actor
    public void secondSenderAndWorker() {
        broadcast.send(11);
        scheduler.runReady();
        broadcast.send(12);
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        broadcast.close();
        scheduler.runReady();
        result.r1 = received + missed == 5;
        result.r2 = ended;
    }
}

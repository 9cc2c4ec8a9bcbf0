package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.Many;
import io.nagare.engine.strand.crossing.Egress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A foreign thread sends two items and the end while a worker runs the strand: all of them arrive, in order. */
@JCStressTest
@Outcome(id = "12, true", expect = ACCEPTABLE, desc = "both items in order, then the end")
@Outcome(expect = FORBIDDEN, desc = "a signal was lost or out of order")
@State
public class IngressStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final ForeignPublisher<Integer> foreign = new ForeignPublisher<>();
    private int digits;
    private boolean ended;

    public IngressStress() {
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(10);
                    }

                    @Override
                    public void onNext(Integer item) {
                        digits = digits * 10 + item;
                    }

                    @Override
                    public void onError(Throwable failure) {
                        digits = -1;
                    }

                    @Override
                    public void onComplete() {
                        ended = true;
                    }
                },
                Many.from(foreign),
                scheduler);
    }

    @Actor
    public void publisher() {
        foreign.subscriber().onNext(1);
        foreign.subscriber().onNext(2);
        foreign.subscriber().onComplete();
    }

    @Actor
    public void worker() {
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(IZ_Result result) {
        scheduler.runReady();
        result.r1 = digits;
        result.r2 = ended;
    }
}

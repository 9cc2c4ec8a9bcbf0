package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.Many;
import io.nagare.engine.strand.crossing.Egress;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Two foreign threads send one item each at the same time, against the rules. Each item is emitted or discarded, and
 * the stream ends.
 */
@JCStressTest
@Outcome(id = "2, true", expect = ACCEPTABLE, desc = "both items are accounted for")
@Outcome(expect = FORBIDDEN, desc = "an item was lost or doubled, or the stream never ends")
@State
public class IngressSecondThreadStress {

    private final AtomicInteger settled = new AtomicInteger();
    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final ForeignPublisher<AutoCloseable> foreign = new ForeignPublisher<>();
    private boolean ended;

    public IngressSecondThreadStress() {
        Egress.serve(
                new Subscriber<AutoCloseable>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(10);
                    }

                    @Override
                    public void onNext(AutoCloseable item) {
                        settled.incrementAndGet();
                    }

                    @Override
                    public void onError(Throwable failure) {
                        ended = true;
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
    public void first() {
        foreign.subscriber().onNext((AutoCloseable) settled::incrementAndGet);
    }

    @Actor
    public void second() {
        foreign.subscriber().onNext((AutoCloseable) settled::incrementAndGet);
    }

    @Arbiter
    public void arbiter(IZ_Result result) {
        scheduler.runReady();
        foreign.subscriber().onComplete();
        scheduler.runReady();
        result.r1 = settled.get();
        result.r2 = ended;
    }
}

package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.Many;
import io.nagare.engine.strand.crossing.Egress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A foreign publisher fails while another thread cancels and then runs the strand as a worker does. The failure is
 * delivered, or told to the runtime, and not both.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it was delivered before the cancellation")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it came too late and was told to the runtime")
@Outcome(expect = FORBIDDEN, desc = "the failure was lost or told twice")
@State
public class LateFailureStress {

    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final RecordingScheduler scheduler = new RecordingScheduler((failure, where) -> told.incrementAndGet());
    private final ForeignPublisher<Integer> foreign = new ForeignPublisher<>();
    private @Nullable Subscription subscription;

    public LateFailureStress() {
        Egress.serve(
                new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription received) {
                        subscription = received;
                        received.request(1);
                    }

                    @Override
                    public void onNext(Integer item) {}

                    @Override
                    public void onError(Throwable failure) {
                        delivered.incrementAndGet();
                    }

                    @Override
                    public void onComplete() {}
                },
                Many.from(foreign),
                scheduler);
    }

    @Actor
    public void publisher() {
        foreign.subscriber().onError(new IllegalStateException("late"));
    }

    @Actor
    public void canceller() {
        Objects.requireNonNull(subscription).cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        scheduler.runReady();
        result.r1 = delivered.get();
        result.r2 = told.get();
    }
}

package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.Many;
import io.nagare.engine.strand.RecordingScheduler;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The source of a shared stream emits a resource while the last subscriber leaves: either that gets it, or it is closed once. */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the subscriber got it")
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "nobody got it, and it was closed")
@Outcome(expect = FORBIDDEN, desc = "it was lost, or closed though somebody has it")
@State
public class SharedSourceLeaveStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final AtomicInteger closed = new AtomicInteger();
    private final AutoCloseable resource = closed::incrementAndGet;
    private final Received received;
    private @Nullable Subscriber<? super AutoCloseable> source;

    public SharedSourceLeaveStress() {
        received = Received.of(Many.<AutoCloseable>from(this::open).share(), scheduler);
        scheduler.runReady();
    }

    private void open(Subscriber<? super AutoCloseable> subscriber) {
        source = subscriber;
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
    }

    @Actor
    public void emits() {
        Objects.requireNonNull(source).onNext(resource);
        scheduler.runReady();
    }

    @Actor
    public void leaves() {
        received.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZI_Result result) {
        scheduler.runReady();
        result.r1 = received.has(resource);
        result.r2 = closed.get();
    }
}

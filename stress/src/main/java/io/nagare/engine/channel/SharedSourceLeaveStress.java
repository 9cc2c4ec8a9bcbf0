package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.Many;
import io.nagare.engine.strand.ForeignPublisher;
import io.nagare.engine.strand.RecordingScheduler;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * The source of a shared stream emits a resource while the last subscriber leaves. The subscriber gets the resource, or
 * it is closed once.
 */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the subscriber got it")
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "nobody got it, and it was closed")
@Outcome(expect = FORBIDDEN, desc = "it was lost, or closed although the subscriber has it")
@State
public class SharedSourceLeaveStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final AtomicInteger closed = new AtomicInteger();
    private final AutoCloseable resource = closed::incrementAndGet;
    private final ForeignPublisher<AutoCloseable> foreign = new ForeignPublisher<>();
    private final Received received;

    public SharedSourceLeaveStress() {
        received = Received.of(Many.from(foreign).share(), scheduler);
        scheduler.runReady();
    }

    @Actor
    public void emits() {
        foreign.subscriber().onNext(resource);
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

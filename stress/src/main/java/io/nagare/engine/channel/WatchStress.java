package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.channel.Watch;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A value is sent and the watch is closed while the receiver looks. It sees the value, and then the end. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the receiver saw the last value and the end")
@Outcome(expect = FORBIDDEN, desc = "the last value was missed, or a wake was lost")
@State
public class WatchStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Watch<Integer> watch = new ValueWatch<>(0);
    private final Received received = Received.of(watch.receiver(), scheduler);

    @Actor
    public void sends() {
        watch.send(1);
        watch.send(2);
        watch.close();
    }

    @Actor
    public void worker() {
        scheduler.runReady();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        result.r1 = received.has(2);
        result.r2 = received.hasCompleted();
    }
}

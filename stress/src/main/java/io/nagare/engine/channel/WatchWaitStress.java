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

/**
 * Tokio's {@code wait_for_returns_correct_value}: the wanted value is there for a moment only, while the receiver
 * looks.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the receiver found the wanted value, then or later")
@Outcome(expect = FORBIDDEN, desc = "the receiver found another value, or none")
@State
public class WatchWaitStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Watch<Integer> watch = Watch.of(1);
    private final Received even = Received.of(watch.receiver().filter(value -> value % 2 == 0).next(), scheduler);

    @Actor
    public void sends() {
        watch.send(2);
        watch.modify(value -> value + 1);
    }

    @Actor
    public void worker() {
        scheduler.runReady();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        watch.send(4);
        scheduler.runReady();
        result.r1 = even.has(2) || even.has(4);
        result.r2 = even.count() == 1 && even.hasCompleted();
    }
}

package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.lock.FairPermits;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A permit is released while the first of two waiting subscribers cancels. Exactly one of them gets the permit. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first was faster than its cancellation")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the permit went on to the second")
@Outcome(expect = FORBIDDEN, desc = "the permit was lost, or given twice")
@State
public class PermitsCancelStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Permits permits = new FairPermits(1, 1);
    private final Permit held = Objects.requireNonNull(permits.tryAcquire());
    private final Witness<Permit> first = Witness.of(permits.acquire(), scheduler);
    private final Witness<Permit> second = Witness.of(permits.acquire(), scheduler);

    @Actor
    public void releases() {
        held.close();
        scheduler.runReady();
    }

    @Actor
    public void cancels() {
        first.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        result.r1 = first.isServed();
        result.r2 = second.isServed();
    }
}

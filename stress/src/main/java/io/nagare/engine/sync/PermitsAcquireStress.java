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
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Two permits are released one by one while a subscriber asks for two (Tokio's {@code release_during_acquire}). */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the subscriber got both, put aside for it or at once")
@Outcome(expect = FORBIDDEN, desc = "a wake-up or a permit was lost")
@State
public class PermitsAcquireStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Permits permits = new FairPermits(2, 2);
    private final Permit one = Objects.requireNonNull(permits.tryAcquire());
    private final Permit other = Objects.requireNonNull(permits.tryAcquire());
    private volatile Witness<Permit> asking = new Witness<>();

    @Actor
    public void releases() {
        one.close();
        other.close();
        scheduler.runReady();
    }

    @Actor
    public void asks() {
        asking = Witness.of(permits.acquire(2), scheduler);
    }

    @Arbiter
    public void arbiter(ZI_Result result) {
        scheduler.runReady();
        result.r1 = asking.isServed();
        result.r2 = permits.available();
    }
}

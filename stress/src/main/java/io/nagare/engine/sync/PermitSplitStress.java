package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.sync.lock.FairPermits;
import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.Permit;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A permit for two is split and the part released, while another thread releases the permit. Each goes back once. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both are back")
@Outcome(expect = FORBIDDEN, desc = "a permit was lost, or came back twice")
@State
public class PermitSplitStress {

    private final FairPermits permits = new FairPermits(2, 2);
    private final Permit held = Objects.requireNonNull(permits.tryAcquire(2));

    @Actor
    public void splits() {
        try {
            held.split(1).close();
        } catch (AlreadyReleasedException late) {
            // The other thread was faster.
        }
    }

    @Actor
    public void closes() {
        held.close();
    }

    @Arbiter
    public void arbiter(I_Result result) {
        result.r1 = permits.available();
    }
}

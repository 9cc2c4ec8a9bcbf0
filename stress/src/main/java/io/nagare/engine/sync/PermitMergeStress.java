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

/** A permit is merged into a second permit, while another thread releases the second. Each permit goes back once. */
@JCStressTest
@Outcome(id = "3", expect = ACCEPTABLE, desc = "all are back")
@Outcome(expect = FORBIDDEN, desc = "a permit was lost, or came back twice")
@State
public class PermitMergeStress {

    private final FairPermits permits = new FairPermits(3, 3);
    private final Permit held = Objects.requireNonNull(permits.tryAcquire(2));
    private final Permit other = Objects.requireNonNull(permits.tryAcquire());

    @Actor
    public void merges() {
        try {
            held.merge(other);
        } catch (AlreadyReleasedException late) {
            other.close();
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

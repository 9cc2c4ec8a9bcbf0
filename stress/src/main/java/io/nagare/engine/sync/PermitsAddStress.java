package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.sync.lock.FairPermits;
import io.nagare.sync.Permit;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One permit is forgotten and two are added, where the maximum leaves room for one. One of the two is added. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one was added after the other had been forgotten")
@Outcome(expect = FORBIDDEN, desc = "more permits than the maximum, or fewer than were added")
@State
public class PermitsAddStress {

    private final FairPermits permits = new FairPermits(1, 1);
    private final Permit held = Objects.requireNonNull(permits.tryAcquire());
    private int first;
    private int second;

    @Actor
    public void forgetsAndAdds() {
        held.forget();
        first = add();
    }

    @Actor
    public void addsToo() {
        second = add();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        result.r1 = first + second;
        result.r2 = permits.available();
    }

    private int add() {
        try {
            permits.add(1);
            return 1;
        } catch (IllegalArgumentException full) {
            return 0;
        }
    }
}

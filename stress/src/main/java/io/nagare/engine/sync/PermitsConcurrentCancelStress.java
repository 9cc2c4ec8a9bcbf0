package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.lock.FairPermits;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * Two subscribers acquire and cancel while permits are added (Tokio's {@code concurrent_cancel}). Each permit is
 * available, or a subscriber has it.
 */
@JCStressTest
@Outcome(id = "3, true", expect = ACCEPTABLE, desc = "none was lost")
@Outcome(expect = FORBIDDEN, desc = "a permit was lost or doubled, or an acquisition waits although there are permits")
@State
public class PermitsConcurrentCancelStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Permits permits = new FairPermits(0, 3);
    private volatile Witness<Permit> first = new Witness<>();
    private volatile Witness<Permit> second = new Witness<>();

    @Actor
    public void adds() {
        permits.add(1);
        first = askAndCancel(1);
        permits.add(2);
        scheduler.runReady();
    }

    @Actor
    public void asksToo() {
        second = askAndCancel(2);
    }

    @Arbiter
    public void arbiter(IZ_Result result) {
        scheduler.runReady();
        int there = permits.available();
        result.r1 = there + held(first) + held(second);
        result.r2 = there == 0 || Witness.of(permits.acquire(there), scheduler).isServed();
    }

    private Witness<Permit> askAndCancel(int count) {
        Witness<Permit> asking = Witness.of(permits.acquire(count), scheduler);
        asking.cancel();
        scheduler.runReady();
        return asking;
    }

    private static int held(Witness<Permit> asked) {
        Permit permit = asked.item;
        return permit == null ? 0 : permit.count();
    }
}

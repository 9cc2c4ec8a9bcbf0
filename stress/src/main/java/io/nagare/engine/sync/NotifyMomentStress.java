package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.sync.Notify;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * {@code notifyWaiters} wakes all at one moment: if one waiting subscriber was woken, so were the others (Tokio's
 * {@code notify_waiters_is_atomic}).
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the thread looked before the wake-up")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "a later notification did not go to an earlier subscriber")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost, or the two were not woken in one moment")
@State
public class NotifyMomentStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Notify notify = new FairNotify();
    private final Witness<Void> first = Witness.of(notify.notified(), scheduler);
    private final Witness<Void> second = Witness.of(notify.notified(), scheduler);
    private boolean seen;

    @Actor
    public void wakes() {
        notify.notifyWaiters();
        scheduler.runReady();
    }

    @Actor
    public void looks() {
        scheduler.runReady();
        seen = first.isServed();
        if (seen) {
            notify.notifyOne();
        }
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        boolean remembered = Witness.of(notify.notified(), scheduler).isServed();
        result.r1 = first.isServed() && second.isServed() && remembered == seen;
        result.r2 = seen;
    }
}

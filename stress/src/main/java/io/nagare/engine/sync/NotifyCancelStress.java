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

/** A notification comes while the first of two waiting subscribers cancels. Exactly one of them completes. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first was faster than its cancellation")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the notification went on to the second")
@Outcome(expect = FORBIDDEN, desc = "the notification was lost, or doubled")
@State
public class NotifyCancelStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Notify notify = new FairNotify();
    private final Witness<Void> first = Witness.of(notify.notified(), scheduler);
    private final Witness<Void> second = Witness.of(notify.notified(), scheduler);

    @Actor
    public void notifies() {
        notify.notifyOne();
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

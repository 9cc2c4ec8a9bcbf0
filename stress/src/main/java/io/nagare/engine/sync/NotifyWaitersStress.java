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
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * One thread wakes all waiting subscribers and then one, while another subscribes. That subscriber gets the one
 * notification, or the notification is remembered.
 */
@JCStressTest
@Outcome(
        id = "true, true, false",
        expect = ACCEPTABLE,
        desc = "it subscribed in between and was woken, or found the remembered notification")
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "it subscribed before all were woken: one is remembered")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost")
@State
public class NotifyWaitersStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Notify notify = new FairNotify();
    private final Witness<Void> first = Witness.of(notify.notified(), scheduler);
    private volatile Witness<Void> coming = new Witness<>();

    @Actor
    public void notifies() {
        notify.notifyWaiters();
        notify.notifyOne();
        scheduler.runReady();
    }

    @Actor
    public void comes() {
        coming = Witness.of(notify.notified(), scheduler);
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        scheduler.runReady();
        result.r1 = first.isServed();
        result.r2 = coming.isServed();
        result.r3 = Witness.of(notify.notified(), scheduler).isServed();
    }
}

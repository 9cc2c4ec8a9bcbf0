package io.nagare.engine.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.broadcast.RingBroadcast;
import io.nagare.engine.strand.RecordingScheduler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * The last subscriber of a shared source leaves while another one comes. The new subscriber is connected, and there is
 * only one connection.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "the new subscriber gets the items through one connection")
@Outcome(expect = FORBIDDEN, desc = "the new subscriber joined an abandoned connection, or two connections are alive")
@State
public class SharedSourceStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final Broadcast<Integer> source = new RingBroadcast<>(4);
    private final Many<Integer> shared = source.receiver().share();
    private final Received first = Received.of(shared, scheduler);
    private volatile Received second = first;

    @Actor
    public void leaves() {
        first.cancel();
        scheduler.runReady();
    }

    @Actor
    public void comes() {
        second = Received.of(shared, scheduler);
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZI_Result result) {
        scheduler.runReady();
        result.r2 = source.subscribers();
        source.send(1);
        scheduler.runReady();
        result.r1 = second.has(1);
    }
}

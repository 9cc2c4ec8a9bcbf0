package io.nagare.engine.channel.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.PacedBroadcastContract;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class PacedBroadcastTest extends PacedBroadcastContract {

    @Override
    protected PacedBroadcast<Integer> paced(int capacity) {
        return Broadcast.paced(capacity);
    }

    /**
     * Two senders have been granted room and have not run yet when the broadcast is closed. Their values come before
     * the end.
     */
    @Test
    void whatWasGrantedBeforeTheEndIsSent() {
        PacedBroadcast<Integer> broadcast = Broadcast.paced(2);
        StepScheduler receiving = new StepScheduler();
        StepScheduler sending = new StepScheduler();
        StepScheduler sendingLater = new StepScheduler();
        Probe<Integer> receiver = serve(broadcast.receiver(), receiving);
        broadcast.trySend(1);
        broadcast.trySend(2);
        Probe<Void> third = serve(broadcast.send(3), sending);
        Probe<Void> fourth = serve(broadcast.send(4), sendingLater);
        receiver.request(2);
        receiving.runAll();
        broadcast.close();
        assertEquals(SendResult.CLOSED, broadcast.trySend(5));
        receiver.request(10);
        receiving.runAll();
        assertEquals(List.of(1, 2), receiver.signals());
        sending.runAll();
        receiving.runAll();
        assertEquals(List.of(1, 2, 3), receiver.signals());
        sendingLater.runAll();
        receiving.runAll();
        assertEquals(List.of("complete"), third.signals());
        assertEquals(List.of("complete"), fourth.signals());
        assertEquals(List.of(1, 2, 3, 4, "complete"), receiver.signals());
    }

    @Test
    void aGrantThatIsGivenBackAfterTheEndLetsTheEndCome() {
        PacedBroadcast<Integer> broadcast = Broadcast.paced(1);
        StepScheduler receiving = new StepScheduler();
        StepScheduler sending = new StepScheduler();
        Probe<Integer> receiver = serve(broadcast.receiver(), receiving);
        broadcast.trySend(1);
        Probe<Void> cancelled = serve(broadcast.send(2), sending);
        receiver.request(10);
        receiving.runAll();
        broadcast.close();
        cancelled.cancel();
        receiving.runAll();
        assertEquals(List.of(1), receiver.signals());
        sending.runAll();
        receiving.runAll();
        assertEquals(List.of(1, "complete"), receiver.signals());
        assertEquals(List.of(), cancelled.signals());
    }

    private static <T> Probe<T> serve(Publisher<T> stream, StepScheduler scheduler) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        scheduler.runAll();
        return probe;
    }

}

package io.nagare.engine.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Streams and sinks of foreign classes, with the operators of this library. */
class ForeignStreamTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();

    private <T> List<Object> signalsOf(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(100);
        scheduler.runAll();
        return new ArrayList<>(probe.signals());
    }

    @Test
    void theOperatorsOfAForeignManyMakeAProgram() {
        Many<Integer> foreign = subscriber -> Egress.serve(subscriber, Many.range(1, 5), scheduler);
        assertEquals(List.of(20, 40, "complete"), signalsOf(foreign.filter(i -> i % 2 == 0).map(i -> i * 10)));
        assertEquals(List.of(1, "complete"), signalsOf(foreign.next()));
        assertEquals(List.of(1, 2, 3, 4, 5, "complete"), signalsOf(foreign.retry(1)));
    }

    @Test
    void theOperatorsOfAForeignOneAndByteStreamKeepTheirKind() {
        One<Integer> one = subscriber -> Egress.serve(subscriber, One.just(7), scheduler);
        assertEquals(List.of(8, "complete"), signalsOf(one.filter(i -> i > 1).map(i -> i + 1)));
        ByteStream foreign = subscriber -> Egress.serve(subscriber, Many.just(Bytes.utf8("a\nb")), scheduler);
        ByteStream kept = foreign.filter(bytes -> !bytes.isEmpty()).doOnNext(events::add);
        assertEquals(List.of("a", "b", "complete"), signalsOf(kept.lines()));
        assertEquals(1, events.size());
    }

    @Test
    void aUsersSinkGetsTheStreamAndIsClosedByPipeToAlone() {
        Sink<Integer> sink = new Sink<>() {
            @Override
            public One<Void> sendAll(Publisher<? extends Integer> values) {
                return Many.<Integer>from(values).doOnNext(events::add).then();
            }

            @Override
            public void close() {
                events.add("closed");
            }
        };
        signalsOf(Many.just(1, 2).sendTo(sink));
        assertEquals(List.of(1, 2), events);
        signalsOf(Many.just(3).pipeTo(sink));
        assertEquals(List.of(1, 2, 3, "closed"), events);
    }

    @Test
    void aBroadcastThatIsClosedCancelsTheStreamThatIsSentToIt() {
        Broadcast<Integer> broadcast = Broadcast.lagging(4);
        broadcast.close();
        List<Object> signals =
                signalsOf(broadcast.sendAll(Many.range(0, 9).doOnCancel(() -> events.add("cancelled"))));
        assertInstanceOf(ChannelClosedException.class, signals.get(0));
        assertEquals(List.of("cancelled"), events);
    }
}

package io.nagare.engine.strand.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.ProtocolViolationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/**
 * A publisher whose request throws breaks rule 3.16. But other libraries let errors of a user's function pass through
 * it, so an error is the failure of the stream.
 */
class ThrowingRequestTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final AtomicInteger cancellations = new AtomicInteger();

    /** Emits one item, and throws when more are requested. */
    private Publisher<Integer> throwing(Runnable raise) {
        return subscriber -> subscriber.onSubscribe(new Subscription() {
            private boolean begun;

            @Override
            public void request(long n) {
                if (!begun) {
                    begun = true;
                    subscriber.onNext(1);
                }
                raise.run();
            }

            @Override
            public void cancel() {
                cancellations.incrementAndGet();
            }
        });
    }

    private Publisher<Integer> throwing(Error failure) {
        return throwing(() -> {
            throw failure;
        });
    }

    private Probe<Integer> run(Many<Integer> many) {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, many, scheduler);
        probe.request(10);
        scheduler.runAll();
        return probe;
    }

    @Test
    void anErrorIsTheFailureAndTheRuntimeIsToldOfTheRule() {
        for (Error error : List.of(
                new OutOfMemoryError("planted"), new StackOverflowError("planted"), new LinkageError("planted"))) {
            int before = scheduler.violations().size();
            assertEquals(List.of(1, error), run(Many.from(throwing(error))).signals());
            List<Throwable> violations = scheduler.violations();
            assertEquals(before + 1, violations.size());
            ProtocolViolationException told =
                    assertInstanceOf(ProtocolViolationException.class, violations.get(before));
            assertEquals("3.16", told.rule());
            assertSame(error, told.getCause());
        }
        assertEquals(3, cancellations.get());
        assertEquals(List.of(), scheduler.unseen());
    }

    @Test
    void anErrorCanBeResumedFromByItsType() {
        Many<Integer> resumed = Many.from(throwing(new OutOfMemoryError("planted")))
                .onErrorResume(OutOfMemoryError.class, error -> Many.just(2));
        assertEquals(List.of(1, 2, "complete"), run(resumed).signals());
    }

    @Test
    void anExceptionIsABrokenRule() {
        IllegalStateException broken = new IllegalStateException("planted");
        Many<Integer> many = Many.from(throwing(() -> {
            throw broken;
        }));
        Object failure = run(many).signals().get(1);
        ProtocolViolationException violation = assertInstanceOf(ProtocolViolationException.class, failure);
        assertEquals("3.16", violation.rule());
        assertSame(broken, violation.getCause());
        assertEquals(1, cancellations.get());
    }
}

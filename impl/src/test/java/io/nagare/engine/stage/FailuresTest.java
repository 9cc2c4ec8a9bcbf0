package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The short operators that handle a failure, and those that observe the end of a stream. */
class FailuresTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final IOException io = new IOException("io");
    private final IllegalStateException state = new IllegalStateException("state");

    private List<Object> all(Publisher<?> stream) {
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, Many.<Object>from(stream), scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe.signals();
    }

    @Test
    void aFailureIsReplaced() {
        Many<Integer> failing = Many.just(1).concatWith(Many.error(io));
        assertEquals(List.of(1, 9, "complete"), all(failing.onErrorReturn(9)));
        assertEquals(List.of(1, "complete"), all(failing.onErrorComplete()));
        assertEquals(List.of(9, "complete"), all(One.<Integer>error(io).onErrorReturn(9)));
        assertEquals(List.of("complete"), all(One.error(io).onErrorComplete()));
    }

    @Test
    void onlyAFailureOfTheTypeIsReplaced() {
        assertEquals(List.of(9, "complete"), all(Many.error(io).onErrorResume(IOException.class, e -> Many.just(9))));
        assertEquals(List.of(state), all(Many.error(state).onErrorResume(IOException.class, e -> Many.just(9))));
        assertEquals(List.of(9, "complete"), all(One.error(io).onErrorResume(IOException.class, e -> One.just(9))));
        assertEquals(List.of(state), all(One.error(state).onErrorResume(IOException.class, e -> One.just(9))));
        Object mapped = all(Many.error(io).onErrorMap(IOException.class, UncheckedIOException::new)).get(0);
        assertSame(io, assertInstanceOf(UncheckedIOException.class, mapped).getCause());
        assertEquals(List.of(state), all(Many.error(state).onErrorMap(IOException.class, UncheckedIOException::new)));
    }

    @Test
    void theEndsAreTold() {
        List<String> seen = new ArrayList<>();
        Many<Integer> source = Many.just(1).doOnSubscribe(() -> seen.add("upstream"));
        all(source.doFirst(() -> seen.add("second"))
                .doFirst(() -> seen.add("first"))
                .doOnTerminate(() -> seen.add("end")));
        all(One.error(io).doFirst(() -> seen.add("one")).doOnTerminate(() -> seen.add("failed")));
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, Many.never().doOnTerminate(() -> seen.add("cancelled?")), scheduler);
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("first", "second", "upstream", "end", "one", "failed"), seen);
    }

    @Tag("case-14")
    @Test
    void aHookThatThrowsFailsTheStream() {
        RuntimeException boom = new IllegalStateException("boom");
        Runnable throwing = () -> {
            throw boom;
        };
        assertEquals(List.of(boom), all(Many.empty().doOnTerminate(throwing)));
        assertEquals(List.of(io), all(Many.error(io).doOnTerminate(throwing)));
        assertSame(boom, io.getSuppressed()[0]);
        assertEquals(List.of(boom), all(Many.just(1).doFirst(throwing)));
        assertEquals(List.of(boom), all(One.just(1).doOnSuccess(item -> throwing.run())));
        assertEquals(List.of(boom), all(One.empty().doOnSuccess(item -> throwing.run())));
    }
}

package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** A stream's resource that is acquired and released synchronously. */
class UsingTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> log = new ArrayList<>();
    private final IOException failed = new IOException("failed");
    private final IllegalStateException unreleased = new IllegalStateException("not released");
    private final Consumer<String> refusing = resource -> {
        throw unreleased;
    };

    private <T> Probe<T> start(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(9);
        scheduler.runAll();
        return probe;
    }

    private Many<Integer> using(Function<String, Publisher<Integer>> use, Release when) {
        return Many.using(
                        () -> {
                            log.add("acquire");
                            return "r";
                        },
                        use,
                        resource -> log.add("release " + resource),
                        when)
                .doOnTerminate(() -> log.add("end"));
    }

    @Test
    void itIsGivenBackBeforeTheEndOrAfterIt() {
        assertEquals(List.of(1, 2, "complete"), start(using(r -> Many.range(1, 2), Release.BEFORE_END)).signals());
        assertEquals(List.of("acquire", "release r", "end"), log);
        log.clear();
        start(using(r -> Many.range(1, 2), Release.AFTER_END));
        assertEquals(List.of("acquire", "end", "release r"), log);
        log.clear();
        assertEquals(List.of(failed), start(using(r -> Many.error(failed), Release.BEFORE_END)).signals());
        assertEquals(List.of("acquire", "release r", "end"), log);
        log.clear();
        assertEquals(List.of(failed), start(using(r -> Many.error(failed), Release.AFTER_END)).signals());
        assertEquals(List.of("acquire", "end", "release r"), log);
    }

    @Test
    void orWhenTheSubscriberCancelsBehindTheSource() {
        for (Release when : Release.values()) {
            log.clear();
            Probe<Integer> probe = start(using(r -> Many.<Integer>never().doOnCancel(() -> log.add("source")), when));
            probe.cancel();
            probe.cancel();
            scheduler.runAll();
            assertEquals(List.of("acquire", "source", "release r"), log);
            log.clear();
            start(using(r -> Many.range(1, 5), when).take(2));
            assertEquals(List.of("acquire", "release r"), log);
        }
    }

    @Test
    void eachSubscriberHasItsOwn() {
        Many<Integer> stream = using(r -> Many.range(1, 2), Release.BEFORE_END);
        start(stream);
        start(stream);
        assertEquals(List.of("acquire", "release r", "end", "acquire", "release r", "end"), log);
    }

    @Test
    void aFailureToAcquireLeavesNothingToRelease() {
        Many<Object> throwing = Many.using(() -> {
            throw failed;
        }, r -> Many.just(r), r -> log.add("release"));
        assertEquals(List.of(failed), start(throwing).signals());
        Throwable none = (Throwable) start(Many.using(() -> null, r -> Many.just(r), r -> log.add("release")))
                .signals()
                .get(0);
        assertTrue(none.getMessage().contains("using: the acquire function"), none.getMessage());
        assertEquals(List.of(), log);
    }

    @Tag("case-15")
    @Test
    void aUseThatFailsToBeginGivesItBack() {
        assertEquals(List.of(unreleased), start(using(r -> {
            throw unreleased;
        }, Release.AFTER_END)).signals());
        Throwable none = (Throwable) start(using(r -> null, Release.BEFORE_END)).signals().get(0);
        assertTrue(none.getMessage().contains("using: the use function"), none.getMessage());
        assertEquals(List.of("acquire", "release r", "end", "acquire", "release r", "end"), log);
    }

    @Tag("case-15")
    @Test
    void aFailureToReleaseIsSeenWhereItCanBe() {
        assertEquals(List.of(1, unreleased), start(Many.using(() -> "r", r -> Many.just(1), refusing)).signals());
        assertEquals(List.of(failed), start(Many.using(() -> "r", r -> Many.error(failed), refusing)).signals());
        assertSame(unreleased, failed.getSuppressed()[0]);
        assertEquals(List.of(), scheduler.unseen());
        assertEquals(
                List.of(1, "complete"),
                start(Many.using(() -> "r", r -> Many.just(1), refusing, Release.AFTER_END)).signals());
        start(Many.using(() -> "r", r -> Many.never(), refusing)).cancel();
        scheduler.runAll();
        assertEquals(List.of(unreleased, unreleased), scheduler.unseen());
        RuntimeException unusable = new RuntimeException("unusable");
        Object both = start(Many.using(() -> "r", r -> {
            throw unusable;
        }, refusing)).signals().get(0);
        assertSame(unreleased, assertInstanceOf(RuntimeException.class, both).getSuppressed()[0]);
    }

    @Test
    void ofAOne() {
        One<String> one = One.using(() -> "r", r -> One.just(r + "!"), log::add);
        assertEquals(List.of("r!", "complete"), start(one).signals());
        start(One.using(() -> "s", r -> One.just(r), log::add, Release.AFTER_END));
        assertEquals(List.of("r", "s"), log);
    }

    @Test
    void noItemIsLost() {
        Tally.check(m -> Many.using(() -> "r", r -> m, r -> {}), List::of);
    }
}

package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Task;
import io.nagare.driver.Source;
import io.nagare.engine.program.TaskProgram;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.stage.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** A source that breaks its contract: it throws before it has sent its subscriber a signal. */
class DrivenTest {

    private static final RuntimeException BOOM = new IllegalStateException("boom");
    private static final Source<Integer> THROWING = (subscriber, strand) -> {
        throw BOOM;
    };

    private final StepScheduler scheduler = new StepScheduler();

    private <T> Probe<T> demand(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe;
    }

    @Test
    void theSubscriberGetsIt() {
        assertEquals(List.of(BOOM), demand(Programs.driven(THROWING)).signals());
        assertEquals(List.of(BOOM), demand(Programs.drivenOne(THROWING)).signals());
    }

    @Test
    void theStagesBetweenDoNot() {
        List<Object> seen = new ArrayList<>();
        assertEquals(List.of(BOOM), demand(Programs.driven(THROWING).doOnError(seen::add).onErrorReturn(7)).signals());
        assertEquals(List.of(), seen);
    }

    @Test
    void aTaskFailsWithIt() {
        Task<Integer> task = TaskProgram.of(TaskRoot.spawn(Programs.drivenOne(THROWING), scheduler));
        assertEquals(List.of(BOOM), demand(task).signals());
    }

    @Test
    void anInnerStreamThatThrowsTakesItsSiblingsAlong() {
        AtomicReference<String> sibling = new AtomicReference<>("runs");
        Many<Integer> first = Many.<Integer>never().doOnCancel(() -> sibling.set("cancelled"));
        assertEquals(
                List.of(BOOM),
                demand(Many.just(first, Programs.driven(THROWING)).flatMap(inner -> inner))
                        .signals());
        assertEquals("cancelled", sibling.get());
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, scheduler.liveCount());
        assertEquals(List.of(), scheduler.unseen());
    }
}

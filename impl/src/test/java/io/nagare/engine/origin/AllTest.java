package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code One.zip} of a list: one item of each source, in a list. */
class AllTest {

    private static final IllegalStateException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Object> events = new ArrayList<>();

    private List<Object> signals(One<?> stream, long demand) {
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, stream.toMany().map(item -> (Object) item), scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.advance(Duration.ofSeconds(5));
        return List.copyOf(probe.signals());
    }

    private One<Integer> late(int seconds) {
        return One.delay(Duration.ofSeconds(seconds)).thenReturn(seconds);
    }

    private One<Integer> never() {
        return One.<Integer>never().doOnCancel(() -> events.add("cancelled"));
    }

    @Test
    void theItemsAreInTheOrderOfTheSourcesWhicheverComesFirst() {
        assertEquals(
                List.of(List.of(3, 1, 2), "complete"), signals(One.zip(List.of(late(3), late(1), One.just(2))), 1));
        assertEquals(List.of(List.of(), "complete"), signals(One.zip(List.<One<Integer>>of()), 1));
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void oneThatIsEmptyOrFailsCancelsTheOthers() {
        assertEquals(List.of("complete"), signals(One.zip(List.of(never(), One.<Integer>empty())), 1));
        assertEquals(List.of(BOOM), signals(One.zip(List.of(never(), One.<Integer>error(BOOM))), 1));
        assertEquals(List.of("cancelled", "cancelled"), events);
    }

    @Test
    void aMissingSourceIsRefusedAtTheCall() {
        assertEquals(
                "source",
                assertThrows(NullPointerException.class, () -> One.zip(Arrays.asList(One.just(1), null))).getMessage());
    }
}

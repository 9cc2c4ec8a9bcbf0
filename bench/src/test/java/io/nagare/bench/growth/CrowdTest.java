package io.nagare.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrowdTest {

    @ParameterizedTest
    @EnumSource
    void doesItsWorkOftenerThanOnce(Thing thing) throws Exception {
        try (Nagare nagare = Nagare.multiThread().workers(2).start();
                Crowd crowd = NagareCrowds.of(thing, nagare, 30)) {
            Bystander bystander = new Bystander(nagare);
            assertTrue(crowd.once() >= 30);
            assertTrue(crowd.once() >= 30);
            Histogram late = bystander.end();
            assertTrue(late.getTotalCount() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reactorHasWhatIsSaid(Thing thing) throws Exception {
        if (!thing.hasReactor()) {
            assertThrows(IllegalArgumentException.class, () -> ReactorCrowds.of(thing, 2, 30));
            return;
        }
        try (Crowd crowd = ReactorCrowds.of(thing, 2, 30)) {
            assertTrue(crowd.once() >= 30);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100000", "7, 99995", "30, 99990"})
    void countsWhatItDoes(int tasks, long yields) throws Exception {
        try (Nagare nagare = Nagare.multiThread().workers(2).start();
                Crowd crowd = NagareCrowds.of(Thing.YIELDS, nagare, tasks)) {
            assertEquals(yields, crowd.once());
        }
    }
}

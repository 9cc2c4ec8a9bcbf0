package io.nagare.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThingTest {

    @Test
    void growsByPowersOfTen() {
        assertEquals(List.of(1, 10, 100, 1_000, 10_000, 100_000), Thing.YIELDS.numbers(false));
        assertEquals(List.of(1, 10, 100, 1_000), Thing.YIELDS.numbers(true));
    }

    @Test
    void connectionsEndWhereDescriptorsDo() {
        List<Integer> numbers = Thing.CONNECTIONS.numbers(false);
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertTrue(numbers.stream().allMatch(number -> number <= 100_000), numbers::toString);
    }

    @Test
    void whatIsNotKnownIsNamed() {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> Thing.of("fish"));
        assertEquals(
                "there is no thing named fish; there are: yields, timers, receivers, watchers, groups, streams, stages,"
                        + " connections, files",
                failure.getMessage());
    }
}

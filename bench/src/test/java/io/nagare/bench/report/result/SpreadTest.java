package io.nagare.bench.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertEquals(new Spread(2, 1, 9, 3), Spread.of(9, 1, 2));
    }

    @Test
    void ofAnEvenNumberItIsHalfwayBetweenTheTwoInTheMiddle() {
        assertEquals(new Spread(2.5, 1, 9, 4), Spread.of(9, 3, 1, 2));
    }

    @Test
    void nothingHasNoMedian() {
        assertThrows(IllegalArgumentException.class, Spread::of);
    }
}

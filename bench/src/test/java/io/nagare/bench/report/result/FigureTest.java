package io.nagare.bench.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void threeDigitsCount() {
        assertEquals("0.14", Figure.of(0.14));
        assertEquals("9.99", Figure.of(9.99));
        assertEquals("10.0", Figure.of(9.999));
        assertEquals("54.1", Figure.of(54.12));
        assertEquals("100", Figure.of(99.97));
        assertEquals("2977", Figure.of(2977));
        assertEquals("10.0k", Figure.of(9_999));
        assertEquals("34.9k", Figure.of(34_900));
        assertEquals("412k", Figure.of(412_300));
        assertEquals("1.00M", Figure.of(999_900));
        assertEquals("4.26M", Figure.of(4_260_000));
        assertEquals("∞", Figure.of(Double.POSITIVE_INFINITY));
    }

    @Test
    void theEndsAreShownIfThereWasMoreThanOneRound() {
        assertEquals("2.00 (1.00–9.00)", Figure.of(Spread.of(1, 2, 9)));
        assertEquals("2.00", Figure.of(Spread.of(2)));
    }
}

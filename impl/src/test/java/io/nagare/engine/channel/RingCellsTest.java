package io.nagare.engine.channel;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingCellsTest {

    @Test
    void aValueIsInItsPlaceFromWhenItIsPut() {
        RingCells<String> cells = new RingCells<>(512, true);
        assertNull(cells.value(70));
        cells.put(70, "seventy", 7);
        assertEquals("seventy", cells.value(70));
        assertEquals(7, cells.time(70));
        assertNull(cells.value(69));
        assertNull(cells.value(71));
        assertNull(cells.value(70 + 512));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 64, 2048, 8192})
    void asManyValuesAreKeptAsTheRingIsFor(int size) {
        RingCells<Integer> cells = new RingCells<>(size, false);
        for (int number = 0; number < 3 * size + 1; number++) {
            cells.put(number, number, 0);
            for (int kept = Math.max(0, number - size + 1); kept <= number; kept++) {
                assertEquals(kept, cells.value(kept));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 2048})
    void whatIsAnEighthOlderThanThatIsForgotten(int size) {
        RingCells<Object> cells = new RingCells<>(size, false);
        for (int number = 0; number <= size + size / 8; number++) {
            cells.put(number, number, 0);
        }
        assertNull(cells.value(0));
    }

    @Test
    void aWriterThatWasOvertakenByAWholeRingLeavesTheLaterValueAlone() {
        RingCells<String> cells = new RingCells<>(2, false);
        cells.put(2, "two", 0);
        cells.put(0, "zero", 0);
        assertEquals("two", cells.value(2));
        assertNull(cells.value(0));
        cells.put(3, "three", 0);
        assertEquals("three", cells.value(3));
    }

    @Test
    void aReaderThatHasASegmentReadsItsValuesWhateverComesLater() {
        RingCells<Integer> cells = new RingCells<>(16, false);
        cells.put(0, 100, 0);
        RingSegment<Integer> segment = requireNonNull(cells.segment(0));
        for (int number = 1; number < 100; number++) {
            cells.put(number, 100 + number, 0);
        }
        assertNull(cells.value(0));
        assertEquals(100, segment.value(0));
        assertEquals(101, segment.value(1));
    }
}

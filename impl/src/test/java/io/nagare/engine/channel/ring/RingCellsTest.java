package io.nagare.engine.channel.ring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingCellsTest {

    private static <T> void put(RingCells<T> cells, long number, T value) {
        RingSegment<T> segment = cells.segmentForNext(number);
        segment.put(segment.index(number), value);
    }

    @Test
    void aValueIsInItsPlaceFromWhenItIsPut() {
        RingCells<String> cells = new RingCells<>(512);
        assertNull(cells.value(70));
        put(cells, 70, "seventy");
        assertEquals("seventy", cells.value(70));
        assertNull(cells.value(69));
        assertNull(cells.value(71));
        assertNull(cells.value(70 + 512));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 64, 2048})
    void asManyValuesAreKeptAsTheRingIsFor(int size) {
        RingCells<Integer> cells = new RingCells<>(size);
        for (int number = 0; number < 3 * size + 1; number++) {
            put(cells, number, number);
            for (int kept = Math.max(0, number - size + 1); kept <= number; kept++) {
                assertEquals(kept, cells.value(kept));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 2048})
    void whatIsAnEighthOrOneValueOlderThanThatIsForgotten(int size) {
        RingCells<Object> cells = new RingCells<>(size);
        for (int number = 0; number <= size + Math.max(1, size / 8); number++) {
            put(cells, number, number);
        }
        assertNull(cells.value(0));
    }

    @Test
    void aWriterThatWasOvertakenByAWholeRingLeavesTheLaterValuesAlone() {
        RingCells<String> cells = new RingCells<>(2);
        RingSegment<String> early = cells.segmentForNext(0);
        put(cells, 1, "one");
        put(cells, 2, "two");
        put(cells, 3, "three");
        early.put(0, "zero");
        assertNull(cells.value(0));
        assertEquals("two", cells.value(2));
        assertEquals("three", cells.value(3));
    }

    @Test
    void whoLooksForThePlaceOfANumberThatIsLongPastFindsALaterSegment() {
        RingCells<String> cells = new RingCells<>(2);
        put(cells, 3, "three");
        assertTrue(cells.segmentForNext(0).first > 0);
        put(cells, 4, "four");
        assertEquals("three", cells.value(3));
        assertEquals("four", cells.value(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 2048})
    void aSegmentHasASuccessorWhenItsFirstValueIsAboutToBeForgotten(int size) {
        RingCells<Integer> cells = new RingCells<>(size);
        RingSegment<Integer> first = cells.segmentForNext(0);
        for (int number = 0; number < size; number++) {
            put(cells, number, number);
            assertFalse(cells.hasSuccessor(first));
        }
        cells.segmentForNext(size);
        assertTrue(cells.hasSuccessor(first));
        assertEquals(0, cells.value(0));
    }

    @Test
    void aReaderThatHasASegmentReadsItsValuesWhateverComesLater() {
        RingCells<Integer> cells = new RingCells<>(16);
        put(cells, 0, 100);
        RingSegment<Integer> segment = requireNonNull(cells.segment(0));
        for (int number = 1; number < 100; number++) {
            put(cells, number, 100 + number);
        }
        assertNull(cells.value(0));
        assertEquals(100, segment.value(0));
        assertEquals(101, segment.value(1));
    }
}

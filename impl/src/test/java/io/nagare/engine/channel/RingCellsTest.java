package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RingCellsTest {

    private static RingCells<String> cells(int size) {
        RingCells<String> cells = new RingCells<>(size, true);
        while (cells.end() < size) {
            cells.addPlaces();
        }
        return cells;
    }

    @Test
    void placesAreMadeAsTheyAreNeededUntilThereAreAll() {
        RingCells<String> cells = new RingCells<>(512, false);
        assertEquals(0, cells.end());
        assertNull(cells.value(0));
        assertTrue(cells.compare(0) < 0);
        cells.addPlaces();
        assertEquals(256, cells.end());
        cells.put(255, "last of the first segment", 0);
        assertEquals("last of the first segment", cells.value(255));
        assertNull(cells.value(256));
        cells.addPlaces();
        assertEquals(Long.MAX_VALUE, cells.end());
        cells.put(256, "first of the second", 0);
        assertEquals("first of the second", cells.value(256));
    }

    @Test
    void aReaderFindsOutWhetherItsValueIsNotYetThereOrThereOrGone() {
        RingCells<String> cells = cells(2);
        assertTrue(cells.compare(0) < 0);
        cells.put(0, "zero", 70);
        assertEquals(0, cells.compare(0));
        assertEquals("zero", cells.value(0));
        assertEquals(70, cells.time(0));
        assertTrue(cells.compare(2) < 0);
        cells.put(2, "two", 72);
        assertTrue(cells.compare(0) > 0);
        assertNull(cells.value(0));
        assertEquals("two", cells.value(2));
        assertEquals(72, cells.time(2));
    }

    @Test
    void aWriterWaitsForTheValueThatIsDueInItsPlaceBefore() throws InterruptedException {
        RingCells<String> cells = cells(1);
        CountDownLatch started = new CountDownLatch(1);
        Thread later = new Thread(() -> {
            started.countDown();
            cells.put(1, "one", 0);
        });
        later.start();
        started.await();
        while (later.getState() != Thread.State.RUNNABLE && later.isAlive()) {
            Thread.onSpinWait();
        }
        assertTrue(cells.compare(0) < 0);
        assertTrue(cells.compare(1) < 0);
        cells.put(0, "zero", 0);
        later.join();
        assertEquals("one", cells.value(1));
        assertTrue(cells.compare(0) > 0);
    }
}

package io.nagare.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkQueueTest {

    private static void add(ChunkQueue queue, int length, int value) {
        Arrays.fill(queue.block(length), (byte) value);
        queue.add(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void chunksComeOutInOrderUpToTheCapacity(int capacity) {
        ChunkQueue queue = new ChunkQueue(capacity);
        for (int turn = 0; turn < 5; turn++) {
            assertTrue(queue.isEmpty());
            for (int i = 0; i < capacity; i++) {
                assertFalse(queue.isFull());
                add(queue, 4, i);
                assertEquals(2 * (i + 1) <= capacity, queue.isBelowHalf());
            }
            assertTrue(queue.isFull());
            for (int i = 0; i < capacity; i++) {
                Bytes chunk = queue.poll(turn % 2 == 0);
                assertNotNull(chunk);
                assertArrayEquals(new byte[] {(byte) i, (byte) i, (byte) i, (byte) i}, chunk.toArray());
            }
            assertNull(queue.poll(true));
        }
    }

    @Test
    void aConsumerThatIsAheadLeavesTheProducerItsBlock() {
        ChunkQueue queue = new ChunkQueue(1);
        byte[] block = queue.block(4);
        add(queue, 4, 1);
        // Of one slot there is none to spare: the chunk is at least half.
        assertNotNull(queue.poll(true));
        assertNotSame(block, queue.block(4));

        ChunkQueue wide = new ChunkQueue(2);
        byte[] first = wide.block(4);
        add(wide, 4, 1);
        Bytes copied = wide.poll(true);
        add(wide, 4, 2);
        assertNotNull(wide.poll(true));
        assertSame(first, wide.block(4));
        add(wide, 4, 3);
        assertEquals(Bytes.copyOf((byte) 1, (byte) 1, (byte) 1, (byte) 1), copied);
    }

    @Test
    void aConsumerThatIsBehindOrAloneIsGivenTheBlock() {
        ChunkQueue queue = new ChunkQueue(2);
        byte[] first = queue.block(4);
        add(queue, 4, 1);
        byte[] second = queue.block(4);
        add(queue, 4, 2);
        queue.poll(true);
        queue.poll(false);
        assertNotSame(first, queue.block(4));
        add(queue, 4, 3);
        assertNotSame(second, queue.block(4));
    }

    @Test
    void aChunkHasItsVerySizeWhateverTheBlockHas() {
        ChunkQueue queue = new ChunkQueue(2);
        for (int length = 8; length > 0; length--) {
            byte[] block = queue.block(8);
            Arrays.fill(block, (byte) length);
            queue.add(length);
            Bytes chunk = queue.poll(false);
            assertNotNull(chunk);
            assertEquals(length, chunk.length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8})
    void twoThreadsLoseNothing(int capacity) throws Exception {
        int chunks = 100_000;
        ChunkQueue queue = new ChunkQueue(capacity);
        ExecutorService producer = Executors.newSingleThreadExecutor();
        try {
            Future<?> produced = producer.submit(() -> {
                for (int i = 0; i < chunks; i++) {
                    while (queue.isFull()) {
                        Thread.onSpinWait();
                    }
                    add(queue, 1 + i % 5, i);
                }
            });
            for (int i = 0; i < chunks; i++) {
                Bytes chunk = queue.poll(i % 3 != 0);
                while (chunk == null) {
                    Thread.onSpinWait();
                    chunk = queue.poll(true);
                }
                byte[] expected = new byte[1 + i % 5];
                Arrays.fill(expected, (byte) i);
                assertArrayEquals(expected, chunk.toArray());
            }
            produced.get(10, TimeUnit.SECONDS);
        } finally {
            producer.shutdownNow();
        }
    }
}

package io.nagare.fs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkQueueTest {

    private static Bytes chunk(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void chunksComeOutInOrderUpToTheCapacity(int capacity) {
        ChunkQueue queue = new ChunkQueue(capacity);
        for (int turn = 0; turn < 5; turn++) {
            assertTrue(queue.isEmpty());
            for (int i = 0; i < capacity; i++) {
                assertFalse(queue.isFull());
                queue.add(chunk(4, i));
                assertEquals(2 * (i + 1) <= capacity, queue.isBelowHalf());
            }
            assertTrue(queue.isFull());
            for (int i = 0; i < capacity; i++) {
                assertEquals(chunk(4, i), queue.poll());
            }
            assertNull(queue.poll());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 8})
    void aLimitBelowTheCapacityHoldsWhereverTheQueueBegins(int limit) {
        ChunkQueue queue = new ChunkQueue(8);
        for (int turn = 0; turn < 9; turn++) {
            queue.limit(limit);
            for (int i = 0; i < limit; i++) {
                assertFalse(queue.isFull());
                queue.add(chunk(4, i));
                assertEquals(2 * (i + 1) <= limit, queue.isBelowHalf());
            }
            assertTrue(queue.isFull());
            queue.limit(8);
            assertEquals(limit == 8, queue.isFull());
            queue.limit(1);
            assertTrue(queue.isFull());
            for (int i = 0; i < limit; i++) {
                assertTrue(queue.isFull());
                assertEquals(chunk(4, i), queue.poll());
            }
            assertFalse(queue.isFull());
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
                    queue.add(chunk(1 + i % 5, i));
                }
            });
            for (int i = 0; i < chunks; i++) {
                Bytes chunk = queue.poll();
                while (chunk == null) {
                    Thread.onSpinWait();
                    chunk = queue.poll();
                }
                assertEquals(chunk(1 + i % 5, i), chunk);
            }
            produced.get(10, TimeUnit.SECONDS);
        } finally {
            producer.shutdownNow();
        }
    }
}

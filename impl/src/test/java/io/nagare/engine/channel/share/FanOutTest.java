package io.nagare.engine.channel.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.ChannelContract;
import io.nagare.engine.strand.Probe;
import io.nagare.policy.Lag;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many values go to many receivers, and one receiver has stopped. The others get all values, and only the ring takes
 * memory. The full size is {@code -Dnagare.fanout.values=1000000 -Dnagare.fanout.receivers=1000}; the build plays a
 * small one.
 */
class FanOutTest extends ChannelContract {

    private static final int VALUES = Integer.getInteger("nagare.fanout.values", 50_000);
    private static final int RECEIVERS = Integer.getInteger("nagare.fanout.receivers", 50);
    private static final int CAPACITY = 1024;
    private static final int VALUE_BYTES = 2_048;

    /** The size of the ring, and as much again for other objects of this JVM. */
    private static final long MOST_BYTES = 2L * CAPACITY * VALUE_BYTES + 16_384L * RECEIVERS + (4 << 20);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void theOthersGetAllAndMemoryIsTheRing() throws Exception {
        Broadcast<byte[]> broadcast = Broadcast.lagging(CAPACITY);
        LongAdder received = new LongAdder();
        AtomicLong missedByOthers = new AtomicLong();
        AtomicLong missed = new AtomicLong();
        Probe<byte[]> stopped = take(broadcast.receiver(Lag.skip(missed::addAndGet)), 0);
        for (int i = 1; i < RECEIVERS; i++) {
            broadcast.receiver(Lag.skip(missedByOthers::addAndGet)).subscribe(value -> received.increment());
        }
        long before = usedMemory();
        for (int sent = 1; sent <= VALUES; sent++) {
            assertEquals(RECEIVERS, broadcast.send(new byte[VALUE_BYTES]));
            if (sent % (CAPACITY / 2) == 0) {
                awaitReceived(received, (long) sent * (RECEIVERS - 1));
            }
        }
        awaitReceived(received, (long) VALUES * (RECEIVERS - 1));
        long grown = usedMemory() - before;
        assertEquals((long) VALUES * (RECEIVERS - 1), received.sum());
        assertEquals(0, missedByOthers.get());
        assertTrue(grown < MOST_BYTES, "memory has grown by " + grown + " bytes, and may by " + MOST_BYTES);
        assertEquals(VALUES, broadcast.lag());
        assertEquals(CAPACITY, broadcast.depth());
        broadcast.close();
        stopped.request(Long.MAX_VALUE);
        eventually(() -> stopped.signals().size() > CAPACITY);
        assertEquals(CAPACITY + 1, stopped.signals().size(), "what is left, and the end");
        assertEquals(VALUES - CAPACITY, missed.get());
    }

    private void awaitReceived(LongAdder received, long all) throws InterruptedException {
        eventually(() -> received.sum() >= all);
        assertEquals(all, received.sum());
    }

    private static long usedMemory() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}

package io.nagare.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {

    private static final int BYTES = 64;

    @Test
    void countsEveryMessageThatCounts() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.start();
                OpenLoop loop = new OpenLoop(server.port(), BYTES, new Schedule(7, 2_000, 0.5, 0.25))) {
            loop.play();
            assertEquals(0, loop.unanswered());
            assertEquals(1_000, loop.latencies().getTotalCount());
            assertEquals(1_000, loop.lateness().getTotalCount());
        }
    }

    @Test
    void everyMessageThatAStallKeptWaitingPaysForIt() throws IOException, InterruptedException {
        int rate = 1_000;
        long stallMillis = 400;
        try (EchoServer server = EchoServer.stalling(500L * BYTES, stallMillis);
                OpenLoop loop = new OpenLoop(server.port(), BYTES, new Schedule(1, rate, 1, 0.1))) {
            loop.play();
            Histogram latencies = loop.latencies();
            long waited = latencies.getCountBetweenValues(stallMillis / 4 * 1_000_000, latencies.getMaxValue());
            assertTrue(waited >= rate * stallMillis * 3 / 4 / 1_000 - 10, "only " + waited + " messages saw the stall");
        }
    }

    @Test
    void saysWhatHasNoAnswer() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.stalling(100L * BYTES, 12_000);
                OpenLoop loop = new OpenLoop(server.port(), BYTES, new Schedule(1, 1_000, 0.2, 0.1))) {
            loop.play();
            assertTrue(loop.unanswered() > 0);
            assertEquals(200, loop.latencies().getTotalCount());
        }
    }

    /**
     * The compiler must first remove the objects that do not leave a method. Beside other work of the machine that
     * takes longer.
     */
    @Test
    void allocatesNothingForAMessage() throws IOException, InterruptedException {
        int messages = 20_000;
        long least = Long.MAX_VALUE;
        try (EchoServer server = EchoServer.start()) {
            for (int i = 0; i < 20 && least >= messages; i++) {
                least = Math.min(least, allocatedFor(messages, server));
            }
        }
        assertTrue(least < messages, least + " bytes were allocated for " + messages + " messages");
    }

    private static long allocatedFor(int messages, EchoServer server) throws IOException, InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        try (OpenLoop loop = new OpenLoop(server.port(), BYTES, new Schedule(10, messages, 0.95, 0.05))) {
            long before = threads.getThreadAllocatedBytes(thread);
            loop.play();
            return threads.getThreadAllocatedBytes(thread) - before;
        }
    }

    @Test
    void resumesWhereASocketHadNoRoom() throws IOException, InterruptedException {
        int bytes = 1 << 20;
        try (EchoServer server = EchoServer.stalling(bytes, 300);
                OpenLoop loop = new OpenLoop(server.port(), bytes, new Schedule(2, 100, 0.5, 0.1))) {
            loop.play();
            assertEquals(0, loop.unanswered());
            assertEquals(50, loop.latencies().getTotalCount());
        }
    }
}

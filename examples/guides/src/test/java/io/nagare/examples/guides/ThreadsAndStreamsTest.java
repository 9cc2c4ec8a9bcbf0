package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.channel.Mpsc;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages on virtual threads and on blocking code. Threads are virtual where the JDK has them. */
class ThreadsAndStreamsTest {

    private final ExecutorService executor = threads();

    private static ExecutorService threads() {
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException beforeJdk21) {
            return Executors.newCachedThreadPool();
        }
    }

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void aCallOnAThreadOfYours() {
        assertEquals("done", ThreadsAndStreams.callOn(executor, () -> "done").block());
    }

    @Test
    void aThreadWaitsForAnAnswer() throws Exception {
        try (Nagare nagare = Nagare.multiThread().workers(1).start();
                Server server = nagare.blockOn(
                        Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())))) {
            int port = server.port();
            assertEquals("why?", executor.submit(() -> ThreadsAndStreams.ask("127.0.0.1", port, "why?"))
                    .get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aLoopTakesJobsUntilTheChannelIsClosed() throws Exception {
        Mpsc<String> jobs = Mpsc.bounded(100);
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        CountDownLatch both = new CountDownLatch(2);
        ThreadsAndStreams.work(executor, jobs, job -> {
            done.add(job);
            both.countDown();
        });
        jobs.sendBlocking("one");
        jobs.sendBlocking("two");
        jobs.close();
        assertTrue(both.await(20, TimeUnit.SECONDS));
        assertEquals(List.of("one", "two"), List.copyOf(done));
    }
}

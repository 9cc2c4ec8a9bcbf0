package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A ring whose requests one thread has submitted, while another selects. The system lets the first thread complete
 * them.
 */
class OtherThreadsTest {

    private static final long LIMIT_MILLIS = 10_000;

    private Selector selector;
    private SocketChannel near;
    private SocketChannel far;
    private volatile boolean over;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
        selector = Uring.network().openSelector();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            near = Uring.network().openSocketChannel();
            near.configureBlocking(false);
            near.connect(server.getLocalAddress());
            far = server.accept();
            assertTrue(near.finishConnect());
        }
    }

    @AfterEach
    void close() throws IOException {
        if (selector != null) {
            near.close();
            far.close();
            selector.close();
        }
    }

    private void submit() {
        try {
            near.register(selector, SelectionKey.OP_READ);
            selector.selectNow(key -> {});
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void writeAndRead() throws IOException {
        far.write(ByteBuffer.allocate(5));
        int[] reported = {0};
        for (int i = 0; i < 3 && reported[0] == 0; i++) {
            // The first may end because a request has to be made anew.
            selector.select(key -> reported[0]++, LIMIT_MILLIS);
        }
        assertEquals(1, reported[0]);
        assertEquals(5, near.read(ByteBuffer.allocate(100)));
    }

    private void endABlockingSelect() throws Exception {
        Thread waking = new Thread(() -> {
            while (!over) {
                selector.wakeup();
                Thread.onSpinWait();
            }
        });
        waking.start();
        long begun = System.nanoTime();
        selector.select(key -> {}, LIMIT_MILLIS);
        long took = (System.nanoTime() - begun) / 1_000_000;
        over = true;
        waking.join();
        assertTrue(took < LIMIT_MILLIS, took + " ms");
    }

    @Test
    void theThreadThatHasSubmittedIsParked() throws Exception {
        CountDownLatch submitted = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread submitting = new Thread(() -> {
            submit();
            submitted.countDown();
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        submitting.start();
        submitted.await();
        writeAndRead();
        endABlockingSelect();
        end.countDown();
        submitting.join();
    }

    /** It makes no call of the system meanwhile. The system interrupts it at its next tick. */
    @Test
    void theThreadThatHasSubmittedIsBusy() throws Exception {
        CountDownLatch submitted = new CountDownLatch(1);
        Thread submitting = new Thread(() -> {
            submit();
            submitted.countDown();
            while (!over) {
                Thread.onSpinWait();
            }
        });
        submitting.start();
        submitted.await();
        writeAndRead();
        endABlockingSelect();
        submitting.join();
    }
}

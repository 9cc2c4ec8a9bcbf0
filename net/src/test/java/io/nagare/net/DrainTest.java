package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.TcpFixture;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DrainTest extends TcpFixture {

    /** Repeated, since what a ring has accepted and not told is there only now and then. */
    @RepeatedTest(20)
    void drainingAcceptsWhatWaitsInTheBacklog() throws Exception {
        ServeOptions options = ServeOptions.defaults();
        Server server = nagare.blockOn(Tcp.serveInBackground(
                "127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read().take(1)), options));
        CountDownLatch free = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        // Both workers are busy, so that nobody accepts.
        for (int i = 0; i < 2; i++) {
            nagare.spawn(One.fromRunnable(() -> {
                free.countDown();
                try {
                    go.await();
                } catch (InterruptedException impossible) {
                    throw new AssertionError(impossible);
                }
            }));
        }
        free.await();
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(7);
            waiting.add(socket);
        }
        Task<Integer> draining = nagare.spawn(server.drain(Duration.ofSeconds(10)));
        go.countDown();
        for (Socket socket : waiting) {
            assertEquals(7, socket.getInputStream().read());
            socket.close();
        }
        assertEquals(0, draining.block(LIMIT));
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", server.port()).close());
    }

    @Test
    void aServerSaysWhetherItAccepts() {
        Server drained = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> One.never()));
        One<Integer> draining = drained.drain(Duration.ofSeconds(10));
        assertTrue(drained.isAccepting(), "nobody has subscribed");
        nagare.blockOn(draining, LIMIT);
        assertFalse(drained.isAccepting());
        Server closed = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> One.never()));
        closed.close();
        assertFalse(closed.isAccepting());
    }

    /** Whether or not it has begun to accept. */
    @Test
    void aServerOfAClosedRuntimeDoesNotAccept() {
        for (int i = 0; i < 200; i++) {
            Nagare runtime = Nagare.multiThread().workers(1).start();
            Server left = runtime.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> One.never()));
            assertTrue(left.isAccepting());
            runtime.close();
            assertFalse(left.isAccepting());
        }
    }

    @Test
    void aConnectionThatLingersAtTheLimitIsNotCutOff() throws Exception {
        Server server =
                nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(Bytes.utf8("x"))));
        try (Socket open = new Socket("127.0.0.1", server.port());
                Socket other = new Socket("127.0.0.1", server.port())) {
            assertEquals("x", new String(open.getInputStream().readAllBytes()));
            assertEquals("x", new String(other.getInputStream().readAllBytes()));
            assertEquals(2, server.connections());
            assertEquals(0, nagare.blockOn(server.drain(Duration.ofMillis(1)), LIMIT));
            assertEquals(0, server.counts().cutOff());
        }
    }

    @Test
    void drainingTellsHowManyHandlersItHasCutOff() throws Exception {
        Server server = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> One.never()));
        try (Socket open = new Socket("127.0.0.1", server.port())) {
            eventually("it is served", () -> server.connections() == 1);
            assertEquals(1, nagare.blockOn(server.drain(Duration.ofMillis(1)), LIMIT));
            assertEquals(1, server.counts().cutOff());
            assertThrows(SocketException.class, () -> open.getInputStream().read());
        }
    }
}

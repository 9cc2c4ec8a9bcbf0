package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Nagare;
import io.nagare.net.Listener;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runtime on a ring, seen from outside. */
class UringTest {

    @BeforeEach
    void aRingIsAvailable() {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
    }

    @Test
    void whatIsSentComesBackWholeAndTheEndWithIt() throws Exception {
        try (Nagare nagare =
                Nagare.multiThread().workers(2).network(Uring.network()).start()) {
            Listener listener = nagare.blockOn(Tcp.listenUntilClosed("127.0.0.1", 0));
            nagare.spawn(listener.accept().spawnEach(10, peer -> peer.writeAndEnd(peer.read())).then());
            for (int size : new int[] {0, 1, 64, 8192, 8193, 1 << 20}) {
                byte[] sent = new byte[size];
                new Random(size).nextBytes(sent);
                assertArrayEquals(sent, echo(listener, sent));
            }
            listener.close();
            assertEquals(true, nagare.close(Duration.ofSeconds(10)));
        }
    }

    private static byte[] echo(Listener listener, byte[] sent) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            client.setSoTimeout(20_000);
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream().write(sent);
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            byte[] received = client.getInputStream().readAllBytes();
            writer.join();
            return received;
        }
    }
}

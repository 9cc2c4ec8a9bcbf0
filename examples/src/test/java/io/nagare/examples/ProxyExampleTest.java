package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ProxyExampleTest {

    @Test
    void passesAllBytesBothWaysAndTheEndBehindThem() throws Exception {
        byte[] sent = new byte[1_000_000];
        new Random(1).nextBytes(sent);
        try (RunningExample echo = new RunningExample(options -> Echo.serve(0, options));
                RunningExample proxy = new RunningExample(
                        options -> Proxy.serve(0, new Address("127.0.0.1", echo.port()), options));
                Socket client = proxy.connect()) {
            FutureTask<byte[]> reading = new FutureTask<>(() -> client.getInputStream().readAllBytes());
            new Thread(reading).start();
            client.getOutputStream().write(sent);
            client.shutdownOutput();
            assertArrayEquals(sent, reading.get());
        }
    }

    /** An empty answer would look like that of a server with nothing to say. */
    @Test
    void aServerThatIsNotThereResetsTheClientAndTheProxyGoesOn() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (RunningExample proxy =
                new RunningExample(options -> Proxy.serve(0, new Address("127.0.0.1", port), options))) {
            for (int i = 0; i < 2; i++) {
                try (Socket client = proxy.connect()) {
                    assertThrows(IOException.class, () -> client.getInputStream().read());
                }
            }
        }
    }
}

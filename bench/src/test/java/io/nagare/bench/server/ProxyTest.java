package io.nagare.bench.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy of each stack in front of an echo of the same stack. */
class ProxyTest {

    @ParameterizedTest
    @ValueSource(strings = {"nagare", "netty-nio", "netty-epoll", "reactor-netty", "vertx", "jdk-selector"})
    void whatGoesThroughComesBack(String name) throws Exception {
        int echo = freePort();
        int proxy = freePort();
        Servers.stack(name, 1).echo(echo);
        Servers.stack(name, 1).proxy(proxy, echo);
        byte[] sent = new byte[1_000_000];
        new Random(1).nextBytes(sent);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy)) {
            client.setSoTimeout(20_000);
            Thread sender = new Thread(() -> send(client, sent));
            sender.start();
            assertArrayEquals(sent, client.getInputStream().readNBytes(sent.length));
            sender.join();
        }
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThrows(IllegalArgumentException.class, () -> Servers.run(List.of("nagare", "proxy", "--port", "1")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--port", "0")));
    }
}

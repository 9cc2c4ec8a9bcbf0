package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.fixture.TcpFixture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a peer sees when a client has enough. */
class ConnectingEndTest extends TcpFixture {

    /** Answers with two lines, and reads on to the end. A reset would be an exception. */
    private void endsInOrder(Function<Many<String>, One<?>> enough) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asking = nagare.spawn(enough.apply(Tcp.connecting(
                    "127.0.0.1",
                    server.getLocalPort(),
                    client -> client.write(Bytes.utf8("q")).thenMany(client.read().lines()))));
            try (Socket peer = server.accept()) {
                peer.setSoTimeout((int) LIMIT.toMillis());
                assertEquals('q', peer.getInputStream().read());
                peer.getOutputStream().write("A\nB\n".getBytes());
                assertEquals(-1, peer.getInputStream().read());
            }
            assertEquals("A", asking.block(LIMIT));
        }
    }

    @Test
    void aClientThatHasEnoughEndsInGoodOrder() throws Exception {
        endsInOrder(Many::next);
        endsInOrder(lines -> lines.next().timeout(LIMIT));
        endsInOrder(lines -> lines.take(1).collectList().map(all -> all.get(0)));
    }
}

package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.codec.Codec;
import io.nagare.codec.Framed;
import io.nagare.engine.GuideSnippets;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.tls.TlsClientOptions;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.udp.Udp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The examples of docs/connections.md, and checks that they do what the page says. Those with a fixed port, or with a
 * host that nobody has, are compiled and not run.
 */
class ConnectionsGuideTest extends TcpFixture {

    private final String host = "127.0.0.1";
    private final Function<Connection, One<Void>> handler = peer -> peer.writeAndEnd(peer.read());

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("connections.md", ConnectionsGuideTest.class);
    }

    void serving() {
        Tcp.serve("127.0.0.1", 7000, peer -> peer.write(peer.read())).block();
    }

    @Test
    void servingInATest() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Function<Connection, One<Void>> handler = peer -> {
            asked.incrementAndGet();
            return this.handler.apply(peer);
        };
        try (Server server = Tcp.serveInBackground("127.0.0.1", 0, handler).block()) {
            int port = server.port();
            assertEquals("hello", ask(port, "hello"));
        }
        try (Server server = Tcp.serveInBackground("127.0.0.1", 0, handler).block()) {
            int port = server.port();
        }
        assertEquals(1, asked.get());
    }

    private String ask(int port, String question) {
        return nagare.blockOn(
                        Tcp.connecting(host, port, peer -> peer.writeAndEnd(Bytes.utf8(question))
                                        .thenMany(peer.read()))
                                .next(),
                        LIMIT)
                .utf8();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A handler that asks whether its server drains. */
    private static final class Polite {

        One<Bytes> answer(String line) {
            return One.just(Bytes.utf8("answer to " + line + "\n"));
        }

        One<Void> serve(String host, int port) {
            One<Void> serving = Tcp.serve(host, port, peer ->
                    peer.write(peer.read().lines().takeUntil(peer.draining()).concatMap(this::answer)));
            return serving;
        }
    }

    @Test
    void aHandlerThatAsks() throws Exception {
        int port = freePort();
        Task<Void> serving = nagare.spawn(new Polite().serve(host, port));
        eventually("it answers", () -> {
            try {
                return ask(port, "this\n").equals("answer to this\n");
            } catch (RuntimeException notYet) {
                return false;
            }
        });
        serving.abort();
    }

    @Test
    void connecting() {
        Bytes question = Bytes.utf8("why?\n");
        One<String> answer =
                Tcp.connecting("127.0.0.1", 7000, peer -> peer.write(question).thenMany(peer.read().lines()))
                .next()
                .timeout(Duration.ofSeconds(2));
        assertNotNull(answer);
    }

    @Test
    void throughAProxy() {
        ConnectionOptions options = ConnectionOptions.defaults().connecting(ConnectOptions.defaults()
                .through(ForwardProxy.socks5("proxy.example", 1080).credentials("user", "secret")));
        assertEquals("SOCKS 5 proxy proxy.example:1080", String.valueOf(options.connecting().proxy()));
    }

    void datagrams() {
        Udp.binding("0.0.0.0", 7000, socket -> socket.send(socket.receive())).then().block();
    }

    void encrypted(Path chain, Path key, Function<Connection, Many<Bytes>> use) throws IOException {
        TlsServerOptions server = TlsServerOptions.of(TlsIdentity.fromFiles(chain, key));
        Tcp.serve("0.0.0.0", 8443, handler, ServeOptions.defaults().tls(server)).block();

        ConnectionOptions client = ConnectionOptions.defaults()
                .connecting(ConnectOptions.defaults().tls(TlsClientOptions.defaults()));
        Tcp.connecting("example.com", 8443, use, client);
    }

    private String answer(String line) {
        return "answer to " + line;
    }

    private One<Void> messages(Connection peer) {
        Framed<String, String> lines = peer.framed(Codec.lines());
        return lines.writeAndEnd(lines.read().map(this::answer));
    }

    @Test
    void messagesInPlaceOfBytes() {
        Connection.Pair pair = Connection.pair();
        nagare.spawn(messages(pair.second()));
        One<List<String>> answers = pair.first()
                .writeAndEnd(Bytes.utf8("one\ntwo\n"))
                .then(pair.first().read().lines().collectList());
        assertEquals(List.of("answer to one", "answer to two"), nagare.blockOn(answers, LIMIT));
    }

    @Test
    void aProxy() {
        int port = 7000;
        One<Void> proxy = Tcp.serve(host, port, client ->
                Tcp.connecting("backend", 7000, backend -> Connections.join(client, backend)));
        assertNotNull(proxy);
    }

    @Test
    void withoutANetwork() {
        Connection.Pair pair = Connection.pair();
        nagare.spawn(handler.apply(pair.second()));
        One<Bytes> echo = pair.first()
                .writeAndEnd(Bytes.utf8("hello"))
                .then(pair.first().read().collectList().map(pieces -> pieces.get(0)));
        assertEquals("hello", nagare.blockOn(echo, LIMIT).utf8());
    }
}

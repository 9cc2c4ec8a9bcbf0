package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.TimedOutException;
import io.nagare.failure.UnclaimedException;
import io.nagare.net.fixture.Descriptors;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class ServeTest extends TcpFixture {

    private Server serve(Function<? super Connection, ? extends Publisher<?>> handler) {
        return nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, handler), LIMIT);
    }

    private static Socket dial(Server server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    private static void assertReset(Socket client) {
        IOException reset = assertThrows(
                IOException.class, () -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
        assertEquals("Connection reset", reset.getMessage());
    }

    private static String talk(Socket client, String words) throws IOException {
        client.getOutputStream().write(words.getBytes());
        client.shutdownOutput();
        return new String(client.getInputStream().readAllBytes());
    }

    @Test
    void servesUntilItIsCancelledAndTellsItsAddressBefore() throws Exception {
        CompletableFuture<Server> listening = new CompletableFuture<>();
        ServeOptions options = ServeOptions.defaults().onListening(listening::complete);
        Task<Void> serving =
                nagare.spawn(Tcp.serve("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read()), options));
        Server server = listening.get(10, TimeUnit.SECONDS);
        try (Socket client = dial(server)) {
            assertEquals("hello", talk(client, "hello"));
        }
        try (Socket client = dial(server)) {
            client.getOutputStream().write(1);
            assertEquals(1, client.getInputStream().read());
            assertEquals(1, server.connections());
            serving.abort();
            assertReset(client);
        }
        nagare.blockOn(server.ended(), LIMIT);
        assertEquals(0, server.connections());
        assertThrows(IOException.class, () -> dial(server));
    }

    @Test
    void aServerInTheBackgroundIsClosedWithItsBlock() throws Exception {
        int port;
        try (Server server = serve(peer -> peer.writeAndEnd(peer.read()))) {
            port = server.port();
            try (Socket client = dial(server)) {
                assertEquals("hello", talk(client, "hello"));
            }
        }
        nagare.blockOn(Tcp.listen("127.0.0.1", port), LIMIT).close();
    }

    @Test
    void aServerThatIsClosedCompletesWhenItsConnectionsAreClosed() throws Exception {
        CompletableFuture<Server> listening = new CompletableFuture<>();
        Task<Void> serving = nagare.spawn(Tcp.serve(
                "127.0.0.1", 0, peer -> One.never(), ServeOptions.defaults().onListening(listening::complete)));
        Server server = listening.get(10, TimeUnit.SECONDS);
        try (Socket client = dial(server)) {
            eventually("accepted", () -> server.connections() == 1);
            server.close();
            serving.block(LIMIT);
            assertEquals(0, server.connections());
            assertReset(client);
        }
    }

    @Test
    void aHandlerThatFailsEndsItsConnectionAndIsReportedWithThePeersAddress() throws Exception {
        ConcurrentLinkedQueue<String> where = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Nagare told = multiThread()
                .workers(1)
                .onUnseenFailure((failure, place) -> {
                    failures.add(failure);
                    where.add(place);
                })
                .start();
        IllegalStateException boom = new IllegalStateException("boom");
        AtomicInteger turn = new AtomicInteger();
        Server server = told.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> switch (turn.getAndIncrement()) {
            case 0 -> peer.write(Bytes.utf8("half of it")).then(One.error(boom));
            case 1 -> throw boom;
            case 2 -> null;
            case 3 -> peer.writeAndEnd(Many.just(Bytes.utf8("half of it")).concatWith(Many.error(boom)));
            default -> peer.writeAndEnd(Bytes.utf8("all of it"));
        }));
        for (int i = 0; i < 4; i++) {
            try (Socket client = dial(server)) {
                assertReset(client);
                int before = i;
                eventually("told", () -> where.size() == before + 1);
                assertTrue(where.stream().allMatch(place -> place.startsWith("the handler of connection 127.0.0.1:")));
                String last = where.stream().skip(before).findFirst().orElseThrow();
                assertTrue(last.endsWith(":" + client.getLocalPort()), last);
            }
        }
        assertEquals(3, failures.stream().filter(failure -> failure == boom).count());
        assertTrue(failures.stream().anyMatch(f -> "serve: the handler returned null".equals(f.getMessage())));
        try (Socket client = dial(server)) {
            assertEquals("all of it", new String(client.getInputStream().readAllBytes()));
        }
        told.close();
    }

    /** The handler completes without having written, and the client has sent more than the handler has read. */
    @Test
    void aHandlerThatCompletesEndsTheConnectionInGoodOrder() throws Exception {
        try (Server server = serve(peer -> peer.read().lines().take(1))) {
            try (Socket client = dial(server)) {
                client.getOutputStream().write("a line\nand more\n".repeat(1000).getBytes());
                assertEquals(-1, client.getInputStream().read());
            }
            eventually("closed", () -> server.connections() == 0);
        }
    }

    @Test
    void aPeerThatHangsUpIsNoAlarm() throws Exception {
        try (Server server = serve(peer -> peer.writeAndEnd(peer.read()))) {
            for (int i = 0; i < 20; i++) {
                Socket client = dial(server);
                client.getOutputStream().write(random(1000, i));
                client.setSoLinger(true, 0);
                client.close();
            }
            try (Socket client = dial(server)) {
                assertEquals("alive", talk(client, "alive"));
            }
            eventually("closed", () -> server.connections() == 0);
            assertTrue(unseen.isEmpty(), unseen.toString());
        }
    }

    @Test
    void whatTheServerItselfDidWrongIsTold() throws Exception {
        try (Server server = serve(peer -> One.allOf(peer.read().then(), peer.read().then()))) {
            try (Socket client = dial(server)) {
                assertReset(client);
            }
            eventually("told", () -> unseen.size() == 1);
            assertTrue(unseen.peek().getMessage().endsWith("it is being read by another subscriber"));
        }
    }

    /**
     * If a descriptor is closed with unread bytes, the system resets the connection. The answer must arrive all the
     * same.
     */
    @Test
    void aClientThatSpeaksFirstGetsTheWholeAnswer() throws Exception {
        byte[] answer = random(4_000_000, 1);
        try (Server server = serve(peer -> peer.writeAndEnd(Bytes.wrap(answer)))) {
            for (String words : List.of("", "GET / HTTP/1.0\r\n\r\n")) {
                try (Socket client = dial(server)) {
                    client.getOutputStream().write(words.getBytes());
                    eventually("accepted", () -> server.connections() == 1);
                    byte[] received = new byte[answer.length];
                    assertEquals(answer.length, client.getInputStream().readNBytes(received, 0, answer.length));
                    client.getOutputStream().write("and more".getBytes());
                    assertEquals(-1, client.getInputStream().read());
                    assertArrayEquals(answer, received);
                }
                eventually("closed", () -> server.connections() == 0);
            }
        }
    }

    @Test
    void noMoreThanTheLimitAreOpenAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ServeOptions options = ServeOptions.defaults().maxConnections(2);
        Server server = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            return peer.writeAndEnd(peer.read()).doFinally(end -> now.decrementAndGet());
        }, options), LIMIT);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(dial(server));
        }
        for (Socket client : clients) {
            assertEquals("x", talk(client, "x"));
            client.close();
        }
        assertEquals(2, most.get());
        server.close();
    }

    @Test
    void closingTheRuntimeClosesTheServerAndResetsWhatItWrites() throws Exception {
        for (int i = 0; i < 20; i++) {
            Nagare other = multiThread()
                    .workers(2)
                    .onUnseenFailure((failure, where) -> unseen.add(failure))
                    .start();
            Server server = other.blockOn(Tcp.serveInBackground(
                    "127.0.0.1", 0, peer -> peer.writeAndEnd(Many.just(Bytes.utf8("half")).concatWith(Many.never()))));
            try (Socket client = dial(server)) {
                assertEquals('h', client.getInputStream().read());
                assertTrue(other.close(Duration.ofSeconds(10)));
                assertReset(client);
                assertThrows(IOException.class, () -> dial(server));
            }
        }
        assertTrue(unseen.isEmpty(), "a runtime that is closed is no failure: " + unseen);
    }

    @Test
    void aPortThatIsTakenFailsAndAnActionThatThrowsClosesTheListener() throws Exception {
        try (Server server = serve(peer -> One.empty())) {
            int port = server.port();
            assertInstanceOf(ListenFailedException.class, failure(Tcp.serve("127.0.0.1", port, peer -> One.empty())));
        }
        IllegalStateException boom = new IllegalStateException("boom");
        ServeOptions options = ServeOptions.defaults().onListening(server -> {
            throw boom;
        });
        assertSame(boom, assertThrows(IllegalStateException.class,
                () -> nagare.blockOn(Tcp.serve("127.0.0.1", 0, peer -> One.empty(), options), LIMIT)));
        Descriptors.assertBackTo(descriptors + 6);
        assertThrows(IllegalArgumentException.class, () -> ServeOptions.defaults().maxConnections(0));
        assertThrows(NullPointerException.class, () -> Tcp.serve("127.0.0.1", 0, null));
    }

    @Test
    void connectingClosesTheConnectionBehindCompletion() throws Exception {
        CompletableFuture<Connection> kept = new CompletableFuture<>();
        try (Server server = serve(peer -> peer.writeAndEnd(peer.read()))) {
            String answer = nagare.blockOn(Tcp.connecting("127.0.0.1", server.port(), peer -> {
                kept.complete(peer);
                return peer.write(Bytes.utf8("hello\n")).thenMany(peer.read().lines().take(1));
            }).next(), LIMIT);
            assertEquals("hello", answer);
            assertTrue(kept.join().isClosed());
            eventually("closed", () -> server.connections() == 0);
            assertTrue(unseen.isEmpty(), unseen.toString());
        }
    }

    @Test
    void connectingResetsTheConnectionBehindAFailure() throws Exception {
        IllegalStateException boom = new IllegalStateException("boom");
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (Server server = serve(peer -> peer.read().then().doOnError(seen::complete))) {
            int port = server.port();
            assertThrows(IllegalStateException.class, () -> nagare.blockOn(
                    Tcp.connecting("127.0.0.1", port, peer -> peer.write(Bytes.utf8("half")).then(One.error(boom)))
                            .then(),
                    LIMIT));
            assertTrue(seen.get(10, TimeUnit.SECONDS).getMessage().contains("reset"));
            assertThrows(IllegalStateException.class, () -> nagare.blockOn(
                    Tcp.connecting("127.0.0.1", port, peer -> {
                        throw boom;
                    }).then(),
                    LIMIT));
            NullPointerException nothing = assertThrows(NullPointerException.class, () -> nagare.blockOn(
                    Tcp.connecting("127.0.0.1", port, peer -> null).then(), LIMIT));
            assertEquals("connecting: the function returned null", nothing.getMessage());
            eventually("closed", () -> server.connections() == 0);
        }
    }

    @Test
    void connectingClosesTheConnectionBehindALimit() throws Exception {
        CompletableFuture<Connection> kept = new CompletableFuture<>();
        try (Server server = serve(peer -> peer.read().then())) {
            Throwable late = assertThrows(TimedOutException.class, () -> nagare.blockOn(
                    Tcp.connecting("127.0.0.1", server.port(), peer -> {
                        kept.complete(peer);
                        return peer.read().lines();
                    }).next().timeout(Duration.ofMillis(50)),
                    LIMIT));
            assertFalse(late.getMessage().isEmpty());
            assertTrue(kept.get(10, TimeUnit.SECONDS).isClosed());
            eventually("closed", () -> server.connections() == 0);
        }
    }

    @Test
    void aListenerClosesWithItsAcceptStreamUnlessItWasOpenedToOutliveIt() throws Exception {
        Listener scoped = nagare.blockOn(Tcp.listen("127.0.0.1", 0), LIMIT);
        Listener outliving = nagare.blockOn(Tcp.listenUntilClosed("127.0.0.1", 0), LIMIT);
        for (Listener listener : List.of(scoped, outliving)) {
            assertThrows(TimedOutException.class,
                    () -> nagare.blockOn(listener.accept().next().timeout(Duration.ofMillis(20)), LIMIT));
        }
        assertNull(nagare.blockOn(scoped.accept().next(), LIMIT));
        try (Socket client = dial(outliving)) {
            accept(outliving).close();
            assertEquals(-1, client.getInputStream().read());
        }
        outliving.close();
    }

    @Test
    void aListenerThatNobodyAcceptsFromIsClosedAndTheRuntimeIsTold() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Duration soon = Duration.ofMillis(20);
        Listener unused = nagare.blockOn(Programs.drivenOne((subscriber, strand) ->
                new ListenSource(any, ListenOptions.defaults(), soon, subscriber, strand).start()), LIMIT);
        eventually("closed", unused::isClosed);
        eventually("told", () -> unseen.size() == 1);
        assertInstanceOf(UnclaimedException.class, unseen.peek());
        assertTrue(unseen.peek().getMessage().startsWith(unused + " was closed, because nobody used it for PT0.02S; "));
        Listener used = nagare.blockOn(Programs.drivenOne((subscriber, strand) ->
                new ListenSource(any, ListenOptions.defaults(), soon, subscriber, strand).start()), LIMIT);
        Task<Connection> accepting = nagare.spawn(used.accept().next());
        nagare.blockOn(One.delay(Duration.ofMillis(60)), LIMIT);
        try (Socket client = dial(used)) {
            accepting.block(LIMIT).close();
            assertEquals(-1, client.getInputStream().read());
        }
        assertEquals(1, unseen.size());
    }

    @Test
    void aConnectionThatWasTakenOverOutlivesItsTask() throws Exception {
        Listener listener = listen();
        CompletableFuture<Connection> taken = new CompletableFuture<>();
        CompletableFuture<Connection> left = new CompletableFuture<>();
        AtomicInteger turn = new AtomicInteger();
        Task<Void> accepting = nagare.spawn(listener.accept().spawnEach(1, peer -> One.fromCallable(
                () -> turn.getAndIncrement() == 0 ? taken.complete(peer.keepOpen()) : left.complete(peer))));
        try (Socket first = dial(listener);
                Socket second = dial(listener)) {
            assertEquals(-1, second.getInputStream().read());
            assertTrue(left.get(10, TimeUnit.SECONDS).isClosed());
            Connection kept = taken.get(10, TimeUnit.SECONDS);
            nagare.blockOn(kept.writeAndEnd(Bytes.utf8("still here")), LIMIT);
            assertEquals("still here", new String(first.getInputStream().readAllBytes()));
            kept.close();
        }
        listener.close();
        accepting.block(LIMIT);
    }
}

package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.failure.TimedOutException;
import io.nagare.net.fixture.Descriptors;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.fixture.TcpFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Counts the sockets of this process. The examples of the documents end in every possible way. Afterwards there are as
 * many sockets as before, although the runtime goes on.
 */
@EnabledOnOs(OS.LINUX)
class TallyTest extends TcpFixture {

    private static final int CLIENTS = 50;

    private final Broadcast<String> room = Broadcast.lagging(16);
    private int sockets;

    @BeforeEach
    void count() {
        sockets = Descriptors.sockets();
    }

    @AfterEach
    void tally() {
        Descriptors.assertSocketsBackTo(sockets);
    }

    /** The ways in which a handler can end. */
    private List<Function<Connection, Publisher<?>>> handlers() {
        return List.of(
                peer -> One.empty(),
                peer -> One.error(new IllegalStateException("boom")),
                peer -> {
                    throw new IllegalStateException("boom");
                },
                peer -> null,
                peer -> peer.read().lines().sendTo(room),
                peer -> peer.read().lines(10).sendTo(room),
                peer -> peer.read().lines().take(1),
                peer -> peer.writeAndEnd(peer.read()),
                peer -> peer.write(Bytes.utf8("half")).then(One.error(new IllegalStateException("boom"))),
                peer -> peer.write(Bytes.utf8("hello")),
                peer -> peer.read().next().timeout(Duration.ofMillis(1)),
                peer -> peer.writeAndEnd(Many.<Bytes>never()).timeout(Duration.ofMillis(1)));
    }

    /** Runs clients that send a long line, end their direction, and stay until the server has ended its own. */
    private static void clients(int port, int count) throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setSoTimeout((int) LIMIT.toMillis());
                clients.add(client);
            }
            for (Socket client : clients) {
                try {
                    client.getOutputStream().write("a line of more than ten bytes\n".getBytes());
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                } catch (IOException reset) {
                    // Some connections are reset on purpose.
                }
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whatIsServed() throws Exception {
        for (Function<Connection, Publisher<?>> handler : handlers()) {
            try (Server server = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, handler), LIMIT)) {
                clients(server.port(), CLIENTS);
            }
            Descriptors.assertSocketsBackTo(sockets);
        }
    }

    @Test
    void whatIsAcceptedAndGivenToTasks() throws Exception {
        for (Function<Connection, Publisher<?>> handler : handlers()) {
            Listener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0), LIMIT);
            Task<Void> accepting = nagare.spawn(listener.accept().spawnEach(10, handler));
            clients(listener.port(), CLIENTS);
            accepting.abort();
            Descriptors.assertSocketsBackTo(sockets);
        }
    }

    /** A task fails 200 times. The listener's accept stream goes on. */
    @Test
    void tasksThatFail() throws Exception {
        Listener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0), LIMIT);
        Task<Void> accepting = nagare.spawn(
                listener.accept().spawnEach(10, peer -> One.error(new IllegalStateException("boom"))));
        int before = Descriptors.sockets();
        clients(listener.port(), 200);
        Descriptors.assertSocketsBackTo(before);
        accepting.abort();
    }

    @Test
    void tasksThatAreAborted() throws Exception {
        Listener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0), LIMIT);
        CountDownLatch begun = new CountDownLatch(CLIENTS);
        Task<Void> accepting = nagare.spawn(listener.accept().spawnEach(CLIENTS, peer -> {
            begun.countDown();
            return peer.read().then();
        }));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 2 * CLIENTS; i++) {
            clients.add(dial(listener));
        }
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        accepting.abort();
        Descriptors.assertSocketsBackTo(sockets + clients.size());
        for (Socket client : clients) {
            client.close();
        }
    }

    /** The port is opened again at once. It must never fail with "Address already in use". */
    @Test
    void theEchoThatIsAwaitedWithALimitAgainAndAgain() throws Exception {
        int port = freePort();
        for (int i = 0; i < 50; i++) {
            assertThrows(TimedOutException.class, () -> nagare.blockOn(
                    Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(peer.read())), Duration.ofMillis(5)));
            assertThrows(TimedOutException.class, () -> nagare.blockOn(
                    Tcp.listen("127.0.0.1", port)
                            .flatMapMany(Listener::accept)
                            .spawnEach(10_000, peer -> peer.writeAndEnd(peer.read())),
                    Duration.ofMillis(5)));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatIsConnected() throws Exception {
        Listener silent = listen();
        int port = silent.port();
        for (Function<Connection, Publisher<?>> use : handlers()) {
            for (int i = 0; i < CLIENTS; i++) {
                nagare.blockOn(Tcp.connecting("127.0.0.1", port, use)
                        .then()
                        .timeout(Duration.ofMillis(2))
                        .onErrorResume(any -> One.empty()));
            }
        }
        silent.close();
    }

    @Test
    void connectionsThatFindTheirSubscriberGone() throws Exception {
        Listener silent = listen();
        int port = silent.port();
        List<Recorder<Connection>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Recorder<Connection> connecting = new Recorder<>();
            all.add(connecting);
            Tcp.connect("127.0.0.1", port).subscribe(connecting);
            connecting.request(1);
            if (i % 2 == 0) {
                Thread.onSpinWait();
            }
            connecting.cancel();
            connecting.rest().forEach(Connection::close);
            Tcp.connect("127.0.0.1", port)
                    .timeout(Duration.ofNanos(i * 1000L + 1))
                    .subscribe(Connection::close, late -> {});
        }
        silent.close();
        while (nagare.metrics().liveTasks() > 0) {
            Thread.onSpinWait();
        }
        // A signal that was on its way at the cancellation still arrives (rule 2.8), and then its receiver closes it.
        all.forEach(late -> late.rest().forEach(Connection::close));
    }

    /** The natural way to ask a question. If a stage behind the connection gives up, the connection is closed. */
    @Test
    void connectionsWhoseStreamIsCancelledLater() throws Exception {
        Listener silent = listen();
        int port = silent.port();
        for (int i = 0; i < 100; i++) {
            assertThrows(
                    TimedOutException.class,
                    () -> nagare.blockOn(
                            Tcp.connect("127.0.0.1", port)
                                    .flatMap(connection -> connection.read().lines().next())
                                    .timeout(Duration.ofMillis(2)),
                            LIMIT));
        }
        silent.close();
    }

    /**
     * A subscriber that cancels within {@code onNext} owns the connection. Subscribers of other libraries that want one
     * item do this.
     */
    @Test
    void aConnectionThatWasTakenStaysOpen() throws Exception {
        Listener silent = listen();
        Connection connection =
                Mono.from(Tcp.connect("127.0.0.1", silent.port())).block(LIMIT);
        assertFalse(connection.isClosed());
        connection.close();
        silent.close();
    }

    /** No subscriber accepts from the listener or reads the connections, so no poller knows them. */
    @Test
    void whatARuntimeHasOpenedClosesWithIt() throws Exception {
        Nagare other = multiThread().workers(2).start();
        Listener idle = other.blockOn(Tcp.listen("127.0.0.1", 0), LIMIT);
        Listener listener = other.blockOn(Tcp.listenUntilClosed("127.0.0.1", 0), LIMIT);
        Server server = other.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> One.never()), LIMIT);
        List<Connection> kept = new ArrayList<>();
        try (Socket client = dial(listener)) {
            kept.add(other.blockOn(listener.accept().next(), LIMIT));
            kept.add(other.blockOn(Tcp.connect("127.0.0.1", idle.port()), LIMIT));
            assertTrue(other.close(Duration.ofSeconds(10)));
            assertTrue(kept.stream().allMatch(Connection::isClosed));
            Descriptors.assertSocketsBackTo(sockets + 1);
        }
        for (Listener closed : List.of(idle, listener)) {
            InetSocketAddress address = (InetSocketAddress) closed.localAddress();
            assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()));
        }
        server.close();
    }
}

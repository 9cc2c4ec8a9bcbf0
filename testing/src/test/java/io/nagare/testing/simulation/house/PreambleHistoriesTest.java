package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ForwardProxy;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import io.nagare.testing.simulation.junit.SimulationTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * What is said before a connection begins, cut at every byte: the header of the PROXY protocol, and what is said to
 * SOCKS and HTTP proxies. Of the invariants in ARCHITECTURE.md these are checked: 5, 7 and 9.
 */
class PreambleHistoriesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String HELLO = "hello";

    /** How a peer stops in the middle. */
    private enum Cut {
        SILENCE,
        END,
        RESET
    }

    private static byte[] headerOfVersion1() {
        return "PROXY TCP4 192.0.2.1 192.0.2.2 5000 443\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] headerOfVersion2() {
        ByteBuffer header = ByteBuffer.allocate(16 + 12 + 7);
        header.put(new byte[] {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x21, 0x11});
        header.putShort((short) 19);
        header.put(new byte[] {(byte) 192, 0, 2, 1, (byte) 192, 0, 2, 2});
        header.putShort((short) 5000).putShort((short) 443);
        return header.put(new byte[] {4, 0, 4, 1, 2, 3, 4}).array();
    }

    private static void requireNothingOpen(Host... hosts) {
        for (Host host : hosts) {
            Invariant.require(9, host.connections() == 0, () -> host + " has " + host.connections() + " connections");
        }
    }

    /** Sends what it has and then stops. */
    private static One<Void> send(Connection peer, Bytes what, Cut cut) {
        return switch (cut) {
            case END -> peer.writeAndEnd(what).then(peer.read().then());
            case RESET -> peer.write(what).then(One.fromRunnable(peer::reset));
            case SILENCE -> peer.write(what).then(peer.read().then());
        };
    }

    @SimulationTest(seeds = 120)
    void aHeaderOfTheProxyProtocolThatIsCut(Simulation simulation) {
        Random random = new Random(simulation.seed());
        byte[] header = random.nextBoolean() ? headerOfVersion1() : headerOfVersion2();
        int sent = random.nextInt(header.length + HELLO.length() + 1);
        Cut cut = Cut.values()[random.nextInt(Cut.values().length)];
        List<String> heard = new ArrayList<>();
        List<Connection> handled = new ArrayList<>();
        simulation.expectUnseen(failure -> failure instanceof ConnectionFailedException);
        Host serving = simulation.host("server");
        ServeOptions options = ServeOptions.defaults()
                .proxyProtocol(true)
                .proxyTimeout(LIMIT)
                .limits(ConnectionLimits.defaults().readIdle(Duration.ofSeconds(30)));
        Function<Connection, Publisher<?>> handler = peer -> {
            handled.add(peer);
            return peer.read().doOnNext(bytes -> heard.add(bytes.utf8())).then(peer.writeAndEnd(Bytes.utf8("bye")));
        };
        Server server = serving.blockOn(() -> Tcp.serveInBackground("server", 7000, handler, options));
        Host balancer = simulation.host("balancer");
        Bytes all = Bytes.copyOf(header).concat(Bytes.utf8(HELLO)).slice(0, sent);
        Task<Void> sending = balancer.spawn(() -> Tcp.connecting("server", 7000, peer -> send(peer, all, cut))
                .then()
                .onErrorComplete());
        // A header has its own limit, and behind it the first byte has one of a minute.
        simulation.run(sent < header.length ? LIMIT.plusSeconds(1) : LIMIT.plusSeconds(80));
        requireNothingOpen(serving);
        Invariant.require(7, sending.isDone(), () -> "the balancer waits for ever");
        if (sent < header.length) {
            Invariant.require(5, handled.isEmpty(), () -> "a header of " + sent + " bytes was taken for a whole one");
        } else if (cut != Cut.RESET) {
            Connection peer = handled.get(0);
            InetSocketAddress source = (InetSocketAddress) peer.remoteAddress();
            Invariant.require(5, source.toString().equals("/192.0.2.1:5000"), () -> source + " is another address");
            String expected = HELLO.substring(0, sent - header.length);
            Invariant.require(5, String.join("", heard).equals(expected), () -> heard + " is not " + expected);
        }
        Invariant.require(9, server.connections() == 0, () -> "the server has " + server.connections());
        serving.blockOn(() -> One.fromRunnable(server::close));
    }

    /** A client behind a proxy in front of an echo, and where its connection breaks. */
    private static void throughProxy(
            Simulation simulation, ForwardProxy through, Function<Connection, Many<?>> proxying) {
        Random random = new Random(simulation.seed());
        boolean encrypted = random.nextBoolean();
        Encryption encryption = Encryption.inHalves();
        simulation.expectUnseen(failure ->
                failure instanceof ConnectionFailedException || failure instanceof ConnectFailedException);
        Host behind = simulation.host("behind", () -> Tcp.serve(
                "behind",
                7000,
                peer -> peer.writeAndEnd(peer.read()),
                encrypted ? encryption.serving() : ServeOptions.defaults()));
        Host proxy = simulation.host("proxy", () -> Tcp.serve("proxy", 1080, proxying));
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        breakOff(simulation, random);
        ConnectOptions connecting = ConnectOptions.defaults().through(through).proxyTimeout(LIMIT).timeout(LIMIT);
        ConnectionOptions options = ConnectionOptions.defaults()
                .connecting(encrypted ? connecting.tls(encryption.client()) : connecting);
        Conversation conversation = new Conversation(random.nextInt(3_000));
        Task<Void> talking = client.spawn(() -> conversation.over(
                use -> Tcp.connecting("behind", 7000, peer -> use.apply(peer).timeout(MINUTE), options), random));
        Invariant.reach(7, simulation, talking::isDone, Duration.ofMinutes(3));
        talking.block();
        conversation.check(false);
        simulation.network().heal();
        simulation.run(Duration.ofHours(1));
        requireNothingOpen(client, proxy, behind);
        Conversation next = new Conversation(1_000);
        client.blockOn(() -> next.over(use -> Tcp.connecting("behind", 7000, use, options), random));
        Invariant.require(7, next.isWhole(), () -> "nobody is served any more");
    }

    private static void breakOff(Simulation simulation, Random random) {
        boolean forth = random.nextBoolean();
        String from = forth ? "client" : "proxy";
        String to = forth ? "proxy" : "client";
        if (random.nextInt(3) > 0) {
            simulation.network().resetAfter(from, to, random.nextInt(100));
        } else {
            simulation.run(Duration.ofNanos(random.nextInt(10_000_000)));
            simulation.network().partitionOneWay(from, to);
        }
    }

    @SimulationTest(seeds = 25)
    void aSocksProxyThatIsCutOff(Simulation simulation) {
        throughProxy(simulation, ForwardProxy.socks5("proxy", 1080), ForwardProxies::socks5);
    }

    @SimulationTest(seeds = 25)
    void anHttpProxyThatIsCutOff(Simulation simulation) {
        throughProxy(simulation, ForwardProxy.http("proxy", 1080), ForwardProxies::http);
    }

    @SimulationTest(seeds = 20)
    void aHostThatAProxyDoesNotReachIsTold(Simulation simulation) {
        boolean socks = simulation.seed() % 2 == 0;
        simulation.host("proxy", () -> Tcp.serve(
                "proxy", 1080, peer -> socks ? ForwardProxies.socks5(peer) : ForwardProxies.http(peer)));
        simulation.host("behind");
        Host client = simulation.host("client");
        simulation.run(Duration.ofMillis(10));
        ForwardProxy through = socks ? ForwardProxy.socks5("proxy", 1080) : ForwardProxy.http("proxy", 1080);
        ConnectionOptions options = ConnectionOptions.defaults()
                .connecting(ConnectOptions.defaults().through(through));
        String told = client.blockOn(() -> Tcp.connect("behind", 7000, options)
                .map(connection -> "connected")
                .onErrorResume(failure -> One.just(String.valueOf(failure.getMessage()))));
        String expected = socks ? "the connection was refused" : "502 Bad Gateway";
        Invariant.require(7, String.valueOf(told).contains(expected), () -> told + " does not say: " + expected);
        simulation.run(Duration.ofSeconds(10));
        requireNothingOpen(client);
    }
}

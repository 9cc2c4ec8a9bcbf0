package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;
import reactor.netty.udp.UdpClient;
import reactor.netty.udp.UdpServer;

/** The page on migrating from Reactor Netty: both programs do the same, and the names of its tables exist. */
class ReactorNettyTest {

    private static final List<Class<?>> TYPES = List.of(
            TcpServer.class,
            TcpClient.class,
            UdpServer.class,
            UdpClient.class,
            NettyInbound.class,
            NettyOutbound.class,
            reactor.netty.Connection.class,
            DisposableServer.class,
            ByteBufFlux.class,
            ConnectionProvider.class,
            LoopResources.class);

    private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)[(`]");

    private static String answer(String line) {
        return "answer to " + line + "\n";
    }

    private static Mono<String> answerLater(String line) {
        return Mono.just(answer(line));
    }

    private static DisposableServer before() {
        return TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnConnection(connection -> connection.addHandlerLast(new LineBasedFrameDecoder(1024)))
                .handle((inbound, outbound) -> outbound.sendString(
                        inbound.receive().asString().concatMap(line -> answerLater(line))))
                .bindNow();
    }

    private static One<Server> after() {
        return Tcp.serveInBackground(
                "127.0.0.1",
                0,
                peer -> peer.writeAndEnd(peer.read()
                        .lines(1024)
                        .concatMap(line -> answerLater(line))
                        .map(Bytes::utf8)),
                ServeOptions.defaults().limits(ConnectionLimits.defaults().readIdle(Duration.ofSeconds(30))));
    }

    private static String ask(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes("answer to one\nanswer to two\n".length());
            return new String(answer, StandardCharsets.UTF_8);
        }
    }

    @Test
    void bothAnswer() throws Exception {
        DisposableServer before = before();
        try {
            assertEquals("answer to one\nanswer to two\n", ask(before.port()));
        } finally {
            before.disposeNow();
        }
        try (Nagare nagare = Nagare.multiThread().workers(2).start();
                Server server = nagare.blockOn(after())) {
            assertEquals("answer to one\nanswer to two\n", ask(server.port()));
        }
    }

    @Test
    void theNamesOfReactorNettyExist() throws Exception {
        String page = Files.readString(Pages.GUIDES.resolve("from-reactor-netty.md")).split("\n## Operators")[0];
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (String line : page.lines().filter(row -> row.startsWith("| `")).toList()) {
            String cell = line.substring(0, line.indexOf(" | "));
            for (MatchResult name : NAME.matcher(cell).results().toList()) {
                found++;
                if (TYPES.stream().noneMatch(type -> has(type, name.group(1), name.group(2)))) {
                    unknown.add(name.group());
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(found > 30, "only " + found);
    }

    private static boolean has(Class<?> type, String name, String method) {
        return type.getSimpleName().equals(name)
                && Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(method::equals);
    }
}

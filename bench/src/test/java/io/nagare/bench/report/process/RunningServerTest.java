package io.nagare.bench.report.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.Bench;
import io.nagare.bench.report.turn.IdleConnections;
import io.nagare.bench.report.turn.SocketPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningServerTest {

    private static RunningServer start(String stack, String work)
            throws MeasurementException, IOException, InterruptedException {
        return RunningServer.start(port -> SocketPeer.stack(stack).command(work, port, List.of(), List.of()));
    }

    @Test
    void aServerIsReachedAndAnswersQuestions() throws MeasurementException, IOException, InterruptedException {
        try (RunningServer server = start("jdk-selector", "echo")) {
            long allocated = server.ask(ObservedServer.ALLOCATED);
            try (IdleConnections connections = IdleConnections.open(server.port(), 50)) {
                assertEquals(50, connections.number());
                assertTrue(server.ask(ObservedServer.ALLOCATED) > allocated);
                assertTrue(server.ask(ObservedServer.HEAP) > 0);
            }
            assertTrue(server.ask(ObservedServer.COMPILED) > 0);
            assertTrue(ProcessFigures.resident(server.pid()) > 0);
        }
    }

    @Test
    void aWorkThatTheStackRefusesIsToldInItsWords() {
        MeasurementException refusal = assertThrows(MeasurementException.class, () -> start("jdk-selector", "juggle"));
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("there is no server named juggle"), refusal::toString);
    }

    /** After this message the caller tries another port. So each stack must say it in the same words. */
    @ParameterizedTest
    @ValueSource(strings = {"nagare", "netty-nio", "reactor-netty", "vertx", "jdk-selector"})
    void aPortThatIsInUseIsToldInTheSameWords(String stack) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            List<String> words = List.of("server", stack, "echo", "--workers", "1", "--port", Integer.toString(port));
            Program server = new Program(Jvm.command(Bench.class, List.of(), words), Map.of(), Duration.ofSeconds(30));
            MeasurementException refusal = assertThrows(MeasurementException.class, server::run);
            assertEquals(stack + " echo: port " + port + " is in use", refusal.getMessage());
        }
    }

    @Test
    void connectionsThatFailAreCounted() throws MeasurementException, IOException, InterruptedException {
        int port;
        try (RunningServer server = start("jdk-selector", "echo")) {
            port = server.port();
        }
        MeasurementException refused = assertThrows(MeasurementException.class, () -> IdleConnections.open(port, 2));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("connection 1 of 2 failed: "), refused::toString);
    }
}

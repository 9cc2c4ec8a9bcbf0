package io.nagare.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningServerTest {

    private static RunningServer start(String stack, String work) throws MeasurementException, IOException, InterruptedException {
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
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("there is no server named juggle"), refusal::toString);
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

package io.nagare.bench.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BurstTest {

    @Test
    void allAreAnswered() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.start()) {
            String line = Burst.run(server.port(), 300, 64, 1);
            assertTrue(line.matches("burst conns=300 size=64 window=\\d+ ms=[0-9.]+ ns_per_conn=[0-9.]+"), line);
        }
    }
}

package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.value.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A program that has not closed its connection ends with its {@code main}. */
class NatsProgramEndTest {

    /** Runs in the other program. */
    public static void main(String[] arguments) {
        NatsChannels nats = NatsChannels.connect(NatsOptions.of(arguments[0])).block();
        NatsBroadcast<String> room = nats.broadcast("room", ValueCodec.text(), 16).block();
        room.receiver().subscribe(value -> {});
        nats.requests("ask", ValueCodec.text(), ValueCodec.text()).receiver().subscribe(request -> request.fail("no"));
        room.send("last").block();
        System.out.print("sent");
    }

    @Test
    void theConnectionDoesNotHoldTheProgram() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            NatsProgramEndTest.class.getName(),
                            server.url())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the program has not ended");
                assertEquals(0, process.exitValue());
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals("sent", said);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}

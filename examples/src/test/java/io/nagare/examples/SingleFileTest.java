package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The program of one file, started from its source with the class path of this module. */
class SingleFileTest {

    @Test
    void itSaysOnWhichPortItListensAndAnswers() throws Exception {
        try (ServerProcess server = ServerProcess.ofSource("single-file/Echo.java", "0");
                Socket client = server.connect()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertEquals("hello", new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

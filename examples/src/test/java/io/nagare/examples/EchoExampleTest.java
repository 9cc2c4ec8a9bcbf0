package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class EchoExampleTest {

    @Test
    void answersBeforeTheClientHasEnded() throws Exception {
        try (RunningExample echo = new RunningExample(options -> Echo.serve(0, options));
                Socket client = echo.connect()) {
            for (String word : new String[] {"hello", "again"}) {
                client.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
                assertEquals(word, new String(client.getInputStream().readNBytes(5), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void sendsBackAllBytesAndEndsBehindThem() throws Exception {
        byte[] sent = new byte[1_000_000];
        new Random(1).nextBytes(sent);
        try (RunningExample echo = new RunningExample(options -> Echo.serve(0, options));
                Socket client = echo.connect()) {
            FutureTask<byte[]> reading = new FutureTask<>(() -> client.getInputStream().readAllBytes());
            new Thread(reading).start();
            client.getOutputStream().write(sent);
            client.shutdownOutput();
            assertArrayEquals(sent, reading.get());
        }
    }
}

package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keys that have encrypted as much as they may are replaced within a connection. */
class KeyLimitTest {

    @Test
    void bytesPassWhileKeysAreReplaced() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.debug=ssl:handshake",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.nagare.net.tls.KeyLimitChild")
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(output.contains("all bytes are the same"), output);
        assertTrue(output.contains("trigger key update"), "keys were not updated");
    }
}

package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A listener runs out of descriptors, pauses and goes on. It is in a process of its own with a low limit. */
@EnabledOnOs(OS.LINUX)
class TooManyOpenFilesTest {

    private static final int CONNECTIONS = 400;

    @Test
    void acceptingPausesAndGoesOnWhenDescriptorsAreFree() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process server = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -n 200; exec \"$0\" -XX:-MaxFDLimit -cp \"$1\" io.nagare.net.LowLimitServer "
                                + CONNECTIONS,
                        java,
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(output.readLine());
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            String result = output.readLine();
            assertTrue(result.startsWith("accepted " + CONNECTIONS + ", told "), result);
            int told = Integer.parseInt(result.substring(result.lastIndexOf(' ') + 1));
            // The listener reports a shortage once. A loop that spins would have reported it hundreds of thousands of
            // times.
            assertTrue(told <= CONNECTIONS, result);
            assertTrue(server.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, server.exitValue());
        } finally {
            server.destroyForcibly();
            for (Socket client : clients) {
                client.close();
            }
        }
    }
}

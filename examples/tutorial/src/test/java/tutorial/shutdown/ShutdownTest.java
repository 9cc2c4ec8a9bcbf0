package tutorial.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutorial.Page;
import tutorial.RedisCli;

class ShutdownTest {

    private static final String LISTENING = "listening on ";

    @TempDir
    Path directory;

    /** Runs the program, sends it a command, and then the signal that service managers send. */
    private String run(String command) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", Main.class.getName(), "0",
                        directory.resolve("store.resp").toString())
                .redirectErrorStream(true)
                .start();
        StringBuilder printed = new StringBuilder();
        Socket idle = new Socket();
        try (idle;
                BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(LISTENING)) {
                    int port = Integer.parseInt(line.substring(LISTENING.length()));
                    printed.append(LISTENING + "7000\n");
                    assertEquals("127.0.0.1:7000> " + command + "\nOK\n", RedisCli.session(port, command));
                    // A client that says nothing is let go at once, so it is not cut off.
                    idle.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    // The process itself would close its output too.
                    process.toHandle().destroy();
                } else {
                    printed.append(line).append('\n');
                }
            }
            assertEquals(-1, idle.getInputStream().read());
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        return printed.toString();
    }

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        assertEquals(List.of(run("SET name Ada"), run("SET town Kyoto")), Page.of("09-shutdown.md").blocks("text"));
    }
}

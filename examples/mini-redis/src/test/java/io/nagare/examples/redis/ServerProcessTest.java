package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: signals, TLS, limits, and what it says on its command line. */
class ServerProcessTest {

    private static final String LISTENING = "listening on ";

    @TempDir
    Path directory;

    /** A server in a process. */
    private static final class Running implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;
        private int port;

        Running(String... arguments) throws IOException {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = new ArrayList<>(
                    List.of(java, "-cp", System.getProperty("java.class.path"), MiniRedisServer.class.getName()));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            output = process.inputReader(StandardCharsets.UTF_8);
        }

        Running listening() throws IOException {
            port = Integer.parseInt(awaitLine(LISTENING).substring(LISTENING.length()));
            return this;
        }

        String awaitLine(String beginning) throws IOException {
            StringBuilder all = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(beginning)) {
                    return line;
                }
                all.append(line).append('\n');
            }
            throw new IOException("the process has ended and never said " + beginning + ", but: " + all);
        }

        Socket connect() throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            return socket;
        }

        int awaitEnd() throws InterruptedException {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process has not ended");
            return process.exitValue();
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static void ask(Socket socket, String request, String answer) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] expected = answer.getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(expected, socket.getInputStream().readNBytes(expected.length));
    }

    @Test
    void atASignalItEndsInGoodOrderAndKeepsWhatItHasSaid() throws Exception {
        String file = directory.resolve("kept.aof").toString();
        try (Running server = new Running("--port", "0", "--append-only", file).listening();
                Socket client = server.connect();
                Socket hears = server.connect()) {
            ask(client, "SET a 1\r\nINCR a\r\n", "+OK\r\n:2\r\n");
            ask(hears, "SUBSCRIBE a\r\n", "*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n");
            server.process.destroy();
            // Both are idle, so that both are ended at once.
            assertEquals(-1, client.getInputStream().read());
            assertEquals(-1, hears.getInputStream().read());
            assertEquals(0, server.awaitEnd());
        }
        try (Running server = new Running("--port", "0", "--append-only", file)) {
            assertEquals("loaded 2 commands from " + file, server.awaitLine("loaded"));
            try (Socket client = server.listening().connect()) {
                ask(client, "GET a\r\n", "$1\r\n2\r\n");
            }
        }
    }

    @Test
    void whatWasAnsweredSurvivesAKill() throws Exception {
        String file = directory.resolve("killed.aof").toString();
        try (Running server = new Running("--port", "0", "--append-only", file).listening();
                Socket client = server.connect()) {
            ask(client, "SET a 1\r\nSAVE\r\nSET b 1\r\n", "+OK\r\n+OK\r\n+OK\r\n");
        }
        try (Running server = new Running("--port", "0", "--append-only", file).listening();
                Socket client = server.connect()) {
            ask(client, "GET a\r\n", "$1\r\n1\r\n");
        }
    }

    @Test
    void redisCliSpeaksToItOverTls() throws Exception {
        RealRedis.assumeInstalled("redis-cli");
        RealRedis.assumeInstalled("openssl");
        assumeTrue(RealRedis.cli(List.of("--help"), "").contains("--tls"), "this redis-cli has no TLS");
        String certificate = directory.resolve("certificate.pem").toString();
        String key = directory.resolve("key.pem").toString();
        Process openssl = new ProcessBuilder(
                        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "30", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(openssl.waitFor(20, TimeUnit.SECONDS));
        assertTrue(Files.exists(Path.of(certificate)));
        try (Running server = new Running("--port", "0", "--tls", certificate, key).listening()) {
            assertEquals("PONG\nOK\n42\n", RealRedis.cli(
                    List.of("-p", Integer.toString(server.port), "--tls", "--cacert", certificate),
                    "PING\nSET a 42\nGET a\n"));
        }
    }

    @Test
    void tooManyClientsAreToldAndIdleOnesAreCutOff() throws Exception {
        try (Running server = new Running("--port", "0", "--max-clients", "1", "--idle", "1").listening();
                Socket first = server.connect()) {
            ask(first, "PING\r\n", "+PONG\r\n");
            try (Socket second = server.connect()) {
                ask(second, "", "-ERR max number of clients reached\r\n");
                assertEquals(-1, second.getInputStream().read());
            }
            assertThrows(IOException.class, () -> {
                if (first.getInputStream().read() == -1) {
                    throw new IOException("ended");
                }
            });
        }
    }

    @Test
    void aCommandLineThatItDoesNotUnderstandIsExplained() throws Exception {
        for (List<String> wrong : List.of(
                List.of("--nonsense", "1"), List.of("--port", "x"), List.of("--port"), List.of("--tls", "one"))) {
            try (Running server = new Running(wrong.toArray(new String[0]))) {
                server.awaitLine("usage: mini-redis");
                assertEquals(2, server.awaitEnd());
            }
        }
    }
}

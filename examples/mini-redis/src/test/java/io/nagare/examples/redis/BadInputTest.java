package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that do not speak RESP, over real sockets: each is told why, and nobody else notices. */
class BadInputTest {

    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private static void assertServes(Socket bystander) throws Exception {
        bystander.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("+PONG\r\n", new String(bystander.getInputStream().readNBytes(PONG.length)));
    }

    private static String all(Socket socket, String bytes) throws Exception {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
        } catch (SocketException endedMeanwhile) {
            // The server need not read to the end of what it has refused.
        }
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*1~*1~|expected '$', got '*'",
        "*99999999~|invalid multibulk length",
        "*1~$99999999999~|invalid bulk length",
        "*2~$4~ECHO~$-7~|invalid bulk length",
        "SET \"a|unbalanced quotes in request",
    })
    void aClientIsToldWhatWasWrongBehindItsAnswers(String bytes, String why) throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket bystander = redis.connect();
                Socket bad = redis.connect()) {
            String sent = "PING\r\n" + bytes.replace("~", "\r\n") + "\r\nPING\r\n";
            assertEquals("+PONG\r\n-ERR Protocol error: " + why + "\r\n", all(bad, sent));
            assertServes(bystander);
            assertEquals(List.of(), redis.unseen());
        }
    }

    @Test
    void requestsOfHttpEndTheirConnectionsAndAreReportedOnce() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        try (RunningRedis redis =
                        new RunningRedis(MiniRedis.Settings.defaults().log(log::add), options -> options);
                Socket bystander = redis.connect()) {
            for (String http : List.of("POST / HTTP/1.1\r\n", "hOST: a\r\n", "*2\r\n$4\r\npost\r\n$1\r\n/\r\n")) {
                try (Socket page = redis.connect()) {
                    assertEquals("", all(page, http + "PING\r\n"));
                }
            }
            assertServes(bystander);
            assertEquals(1, log.size(), log::toString);
            assertEquals(List.of(), redis.unseen());
        }
    }

    @Test
    void aRequestThatIsCutOffAnywhereChangesNothing() throws Exception {
        String request = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nvalue\r\n";
        try (RunningRedis redis = new RunningRedis();
                Socket bystander = redis.connect()) {
            for (int cut = 1; cut < request.length(); cut++) {
                try (Socket client = redis.connect()) {
                    assertEquals("+PONG\r\n", all(client, "PING\r\n" + request.substring(0, cut)), "cut at " + cut);
                }
            }
            bystander.getOutputStream().write("EXISTS k\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(":0\r\n", new String(bystander.getInputStream().readNBytes(4)));
            assertEquals(List.of(), redis.unseen());
        }
    }

    @Test
    void aClientThatSendsAndNeverReadsIsNotReadFromAnyMore() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket bystander = redis.connect();
                Socket greedy = redis.connect()) {
            bystander.getOutputStream()
                    .write(("SET k " + "x".repeat(60_000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertEquals("+OK\r\n", new String(bystander.getInputStream().readNBytes(5)));
            byte[] gets = "GET k\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 20; i++) {
                greedy.getOutputStream().write(gets);
            }
            assertServes(bystander);
            // 120 MB of answers are asked for. They are all there when they are read at last.
            long length = 2000L * ("$60000\r\n".length() + 60_000 + 2);
            long read = 0;
            byte[] some = new byte[1 << 16];
            while (read < length) {
                read += greedy.getInputStream().read(some, 0, (int) Math.min(some.length, length - read));
            }
            assertServes(bystander);
            assertEquals(List.of(), redis.unseen());
        }
    }
}

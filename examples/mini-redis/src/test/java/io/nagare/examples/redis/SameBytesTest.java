package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that come back are those of Redis, from the first to the last before the connection ends. */
class SameBytesTest {

    private static String answer(int port, String sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A subcommand that is refused spoils the transaction.
                "MULTI|CLIENT FOO|SET a 1|EXEC|GET a",
                "MULTI|CLIENT GETNAME x|EXEC",
                "MULTI|CONFIG GET|EXEC",
                "MULTI|COMMAND FOO|EXEC",
                "CLIENT SETNAME|CLIENT NO|CONFIG|CONFIG NO|COMMAND NO|client getname",
                // So does an EXEC that is refused, and it ends the transaction.
                "MULTI|EXEC a|SET a 1|GET a",
                "EXEC a",
                "MULTI|exec a b|PING",
                "SUBSCRIBE ch|EXEC|UNSUBSCRIBE",
                // A client that listens is told the whole name of what it may not send.
                "SUBSCRIBE ch|CLIENT GETNAME|CONFIG FOO|config Get x|COMMAND|COMMAND COUNT|GET a|UNSUBSCRIBE",
                // Letters of other alphabets are no letters of commands.
                "\u00e2\u0084\u00aaEYS|\u00c5\u00bfET a 1",
                "SET a 1|FLUSHALL \u00c5\u00bfYNC|GET a",
                "HELLO 2 \u00c5\u00bfETNAME x",
                // There is one form of nothing in RESP 3.
                "HELLO 3 SETNAME x|SUBSCRIBE a|UNSUBSCRIBE|UNSUBSCRIBE|PUNSUBSCRIBE",
                "HSET h f v|MULTI|HGETALL h|HELLO 3|HGETALL h|GET none|EXEC|FLUSHALL",
                "HSET h f v|MULTI|GET none|HELLO 3|HGETALL h|GET none|HELLO 2|HGETALL h|EXEC|HGETALL h|FLUSHALL",
                "HELLO 3|SET k 1|WATCH k|SET k 2|MULTI|PING|EXEC|MULTI|CLIENT NO|EXEC|EXEC|FLUSHALL",
                // Watched keys that do not exist do not change when all are removed.
                "WATCH zz|FLUSHALL|MULTI|PING|EXEC",
                "SET zz 1|WATCH zz|FLUSHALL|MULTI|PING|EXEC",
                // Of several times the last one counts.
                "SET k v EX 10 EX 20|TTL k|SET k v PX 10000 PX 30000|TTL k|SET k v EX 10 PX 10|SET k v EX 10 EX x",
                // The last millisecond of all is a time as any other.
                "SET k v|PEXPIREAT k 9223372036854775807|PERSIST k|PERSIST k|FLUSHALL",
                "SET k v PXAT 9223372036854775807|SET k w KEEPTTL|APPEND k x|PERSIST k|PERSIST k|FLUSHALL",
                "SET k v|PEXPIREAT k 9223372036854775807 GT|PEXPIREAT k 9223372036854775807 LT|PERSIST k|FLUSHALL",
                "SET k v|PEXPIREAT k 9223372036854775807 XX|PEXPIREAT k 9223372036854775807 NX|PERSIST k|FLUSHALL",
                "SET k v EX 9|PEXPIREAT k 9223372036854775807 GT|EXPIRE k 9 GT|EXPIRE k 9 LT|PERSIST k|FLUSHALL",
                "SET k v|PEXPIREAT k -9223372036854775808|GET k|SET k v EX 9|EXPIRE k -1 GT|EXPIRE k -1 LT|GET k",
                // What a failure quotes has the bytes that were sent, up to a zero.
                "f\u00ff|foo \u00ff\u00fe|CLIENT F\u00ff|HELLO 2 \u00ff|EXPIRE k 10 \u00ff",
                "\"f\\r\\noo\" \"a\\r\\n\"|\"f\\x00oo\" \"a\\x00b\" c|CLIENT \"a\\x00b\"",
                "EXPIRE k 10 \"\\r\\na\\n\\r\\n\"|EXPIRE k 10 \"a\\x00b\"|HELLO 2 \"a\\x00b\"|\"\"",
                // A name is answered as it was asked for, and one that a pattern has found as it is.
                "CONFIG GET SAVE|CONFIG GET sAvE SAVE save|CONFIG GET SAV* SAVE|CONFIG GET SAVE SAV*",
                "CONFIG GET APPENDONLY|CONFIG GET appendonl[y]|CONFIG GET APPENDONL?|HELLO 3|CONFIG GET Save",
                // Some blanks stand only before words.
                "PING\u000b\"a\"|\u000b\fPING|ECHO a\fb|ECHO \"a\"\u000bPING|ECHO \"a\"b",
                "SET b 1|KEYS [\u00ff-a]|KEYS [a-\u00ff]|KEYS [\u0080-\u00ff]|DEL b",
                // A page in a browser sends no commands.
                "POST / HTTP/1.1|SET a 1|GET a",
                "Host: example|SET a 1|GET a",
            })
    void theyAreThoseOfRedis(String lines) throws Exception {
        String sent = lines.replace("|", "\r\n") + "\r\nQUIT\r\n";
        try (RealRedis real = new RealRedis();
                RunningRedis mini = new RunningRedis()) {
            String expected = withoutIdentity(answer(real.port(), sent));
            assertEquals(expected, withoutIdentity(answer(mini.port(), sent)));
        }
    }

    @Test
    void longWordsAreCutAsByRedis() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int length = 120; length <= 130; length++) {
            String word = "y".repeat(length);
            lines.add(word);
            lines.add("foo " + word);
            lines.add("foo " + word + " bbbbbb c d");
            lines.add("CLIENT " + word);
        }
        lines.add("foo" + " 0123456789".repeat(20));
        lines.add("foo" + " \"\"".repeat(50));
        lines.add("foo " + "\u00c3\u00a9".repeat(70) + " a");
        theyAreThoseOfRedis(String.join("|", lines));
    }

    /** HELLO tells the client's number, and modules and a version that may differ. */
    private static String withoutIdentity(String answer) {
        return answer.replaceAll("\\r\n:[0-9]+\\r\n\\$4\\r\nmode", "mode")
                .replaceAll("\\$[0-9]+\\r\n[0-9.]+\\r\n\\$5\\r\nproto", "proto");
    }
}

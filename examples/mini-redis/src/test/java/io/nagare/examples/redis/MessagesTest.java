package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.examples.redis.client.Message;
import io.nagare.examples.redis.client.MiniRedisClient;
import java.io.InputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing and subscribing, as bytes on the wire and with the client. */
class MessagesTest {

    private static void send(Socket socket, String bytes) throws Exception {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads as many bytes as are expected. */
    private static void expect(Socket socket, String bytes) throws Exception {
        byte[] read = socket.getInputStream().readNBytes(bytes.length());
        assertEquals(bytes, new String(read, StandardCharsets.ISO_8859_1));
    }

    private static String array(String... words) {
        StringBuilder bytes = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            bytes.append(word.startsWith(":") ? word : "$" + word.length() + "\r\n" + word).append("\r\n");
        }
        return bytes.toString();
    }

    @Test
    void aClientOfRespTwoHearsWhatItHasSubscribedTo() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket hears = redis.connect();
                Socket says = redis.connect()) {
            send(hears, "SUBSCRIBE a b a\r\nPSUBSCRIBE [bc]*\r\n");
            expect(hears, array("subscribe", "a", ":1") + array("subscribe", "b", ":2") + array("subscribe", "a", ":2")
                    + array("psubscribe", "[bc]*", ":3"));
            send(says, "PUBLISH a 1\r\nPUBLISH b 2\r\nPUBLISH cc 3\r\nPUBLISH d 4\r\n");
            expect(says, ":1\r\n:2\r\n:1\r\n:0\r\n");
            // The order of one channel is certain, and that of several is not.
            byte[] heard = hears.getInputStream()
                    .readNBytes((array("message", "a", "1") + array("message", "b", "2")
                            + array("pmessage", "[bc]*", "b", "2") + array("pmessage", "[bc]*", "cc", "3")).length());
            String all = new String(heard, StandardCharsets.ISO_8859_1);
            for (String part : List.of(
                    array("message", "a", "1"), array("message", "b", "2"), array("pmessage", "[bc]*", "b", "2"),
                    array("pmessage", "[bc]*", "cc", "3"))) {
                assertTrue(all.contains(part), all);
            }
            send(hears, "GET a\r\nPING\r\nPING x\r\nUNSUBSCRIBE a nothing\r\nUNSUBSCRIBE\r\nPUNSUBSCRIBE\r\n"
                    + "PUNSUBSCRIBE\r\nGET a\r\n");
            expect(hears, "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
                    + " allowed in this context\r\n"
                    + array("pong", "") + array("pong", "x") + array("unsubscribe", "a", ":2")
                    + array("unsubscribe", "nothing", ":2") + array("unsubscribe", "b", ":1")
                    + array("punsubscribe", "[bc]*", ":0") + "*3\r\n$12\r\npunsubscribe\r\n$-1\r\n:0\r\n$-1\r\n");
            send(says, "PUBLISH a 1\r\n");
            expect(says, ":0\r\n");
            assertEquals(0, redis.redis().topics().size());
        }
    }

    @Test
    void aClientOfRespThreeGoesOnWithOtherCommandsAndHearsItself() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket client = redis.connect()) {
            send(client, "HELLO 3\r\nPING\r\n");
            InputStream input = client.getInputStream();
            StringBuilder greeting = new StringBuilder();
            while (!greeting.toString().endsWith("+PONG\r\n")) {
                greeting.append((char) input.read());
            }
            assertTrue(greeting.toString().startsWith("%7\r\n$6\r\nserver\r\n"), greeting.toString());
            // In one pipeline each request sees what those before it have done.
            send(client, "SUBSCRIBE a\r\nPUBLISH a 1\r\nGET nothing\r\n");
            expect(client, ">" + array("subscribe", "a", ":1").substring(1));
            String message = ">" + array("message", "a", "1").substring(1);
            String both = new String(
                    input.readNBytes(message.length() + ":1\r\n_\r\n".length()), StandardCharsets.ISO_8859_1);
            assertTrue(both.contains(message), both);
            assertEquals(":1\r\n_\r\n", both.replace(message, ""));
            send(client, "UNSUBSCRIBE a\r\nPUBLISH a 2\r\nSUBSCRIBE b\r\nRESET\r\nPUBLISH b 1\r\nGET nothing\r\n");
            expect(client, ">" + array("unsubscribe", "a", ":0").substring(1) + ":0\r\n"
                    + ">" + array("subscribe", "b", ":1").substring(1) + "+RESET\r\n:0\r\n$-1\r\n");
        }
    }

    /** The end of the requests is there before the first subscription has begun. */
    @ParameterizedTest
    @ValueSource(strings = {"", "POST / HTTP/1.1\r\n", "*1\r\n*1\r\n"})
    void aSubscriberWhoseRequestsEndAtOnceIsAnsweredAndForgotten(String end) throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket client = redis.connect()) {
            send(client, "SUBSCRIBE a\r\nUNSUBSCRIBE\r\nSUBSCRIBE b c\r\n" + end);
            client.shutdownOutput();
            expect(client, array("subscribe", "a", ":1") + array("unsubscribe", "a", ":0")
                    + array("subscribe", "b", ":1") + array("subscribe", "c", ":2")
                    + (end.startsWith("*") ? "-ERR Protocol error: expected '$', got '*'\r\n" : ""));
            assertEquals(-1, client.getInputStream().read());
            assertEquals(0, redis.redis().topics().size());
            assertEquals(List.of(), redis.unseen());
        }
    }

    /** Returns how many subscriptions a message has reached, of fewer than ten. */
    private static int publish(Socket socket, String content) throws Exception {
        send(socket, array("PUBLISH", "a", content));
        expect(socket, ":");
        int reached = socket.getInputStream().read() - '0';
        expect(socket, "\r\n");
        return reached;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static void assertTellsLast(String beginning, String bytes) {
        String end = bytes.substring(bytes.lastIndexOf('-'));
        assertTrue(end.startsWith(beginning), end);
    }

    @Test
    void twoSubscribersHearTheSame() throws Exception {
        try (RunningRedis redis = new RunningRedis()) {
            int port = redis.port();
            One<List<String>> hearing = MiniRedisClient.connecting(
                            "127.0.0.1", port, client -> client.subscribe("news"))
                    .map(message -> message.channel() + message.content().utf8())
                    .filter(text -> text.length() > 4)
                    .takeUntilItem(text -> text.equals("news200"))
                    .collectList();
            Task<List<String>> one = redis.nagare().spawn(hearing);
            Task<List<String>> other = redis.nagare().spawn(hearing);
            MiniRedisClient.connecting("127.0.0.1", port, client -> Many.interval(Duration.ofMillis(1))
                            .concatMap(tick -> client.publish("news", Bytes.utf8("")))
                            .takeUntilItem(reached -> reached == 2)
                            .thenMany(Many.range(1, 200).concatMap(i -> client.publish("news", Bytes.utf8("" + i)))))
                    .then()
                    .block();
            List<String> all = IntStream.rangeClosed(1, 200).mapToObj(i -> "news" + i).toList();
            assertEquals(all, redis.nagare().blockOn(one));
            assertEquals(all, redis.nagare().blockOn(other));
            assertEquals(List.of(), redis.unseen());
        }
    }

    @Test
    void aSubscriberThatNeverReadsIsBoundedAndHoldsUpNobody() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket never = redis.connect();
                Socket says = redis.connect()) {
            send(never, "SUBSCRIBE a\r\n");
            expect(never, array("subscribe", "a", ":1"));
            Task<Long> hearing = redis.nagare().spawn(MiniRedisClient.connecting(
                            "127.0.0.1", redis.port(), client -> client.subscribe("a"))
                    .map(Message::content)
                    .takeUntilItem(Bytes::isEmpty)
                    .count());
            String large = "x".repeat(10_000);
            while (publish(says, "first") < 2) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 5_000; i++) {
                assertEquals(2, publish(says, large));
            }
            publish(says, "");
            assertTrue(redis.nagare().blockOn(hearing) > 0);
            // 50 MB were published. The topic keeps the last messages for all, and the sockets keep some.
            Topic topic = redis.redis().topics().join(false, Bytes.utf8("a"));
            assertEquals(Topic.CAPACITY, topic.messages().capacity());
            assertTrue(topic.messages().depth() <= Topic.CAPACITY);
            // It gets what is still there, is told what it has missed, and is cut off.
            String all = rest(never);
            assertTrue(all.length() < 30_000_000, all.length() + " bytes");
            assertTellsLast("-ERR this client was too slow and has missed ", all);
            assertEquals(List.of(), redis.unseen());
        }
    }

    /** Few large messages are bounded by their bytes. */
    @Test
    void aSubscriberThatNeverReadsLargeMessagesIsCutOff() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Socket never = redis.connect();
                Socket says = redis.connect()) {
            send(never, "SUBSCRIBE a\r\n");
            expect(never, array("subscribe", "a", ":1"));
            String large = "x".repeat(1_000_000);
            for (int i = 0; i < 70; i++) {
                assertEquals(1, publish(says, large));
            }
            assertTellsLast("-ERR this client was too slow and has missed messages of more than ", rest(never));
            assertEquals(List.of(), redis.unseen());
        }
    }
}

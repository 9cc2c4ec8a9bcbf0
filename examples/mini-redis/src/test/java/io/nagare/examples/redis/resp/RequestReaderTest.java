package io.nagare.examples.redis.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.UnexpectedEndException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients send, in whatever pieces it arrives. */
class RequestReaderTest {

    private static final RespLimits SMALL = new RespLimits(1000, 100, 4, 5000);

    private static final String REQUESTS = "*1\r\n$4\r\nPING\r\n"
            + "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$12\r\nline\r\nbreaks\r\n"
            + "\r\n*0\r\n*-1\r\n"
            + "SET  key \"quoted \\x41\\n\" 'it\\'s'\r\n"
            + "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n"
            + "GET key\n";

    private static final List<String> READ =
            List.of("PING", "SET k line\r\nbreaks", "SET key quoted A\n it's", "ECHO ", "GET key");

    static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> read(RespLimits limits, Bytes... pieces) {
        return Resp.server(limits).decode(Many.just(pieces)).map(Request::toString).collectList().block();
    }

    private static String refusal(String bytes) {
        Many<Request> requests = Resp.server(SMALL).decode(Many.just(bytes(bytes)));
        return assertThrows(ProtocolException.class, () -> requests.then().block()).getMessage();
    }

    @Test
    void aRequestMayBeCutAnywhere() {
        Bytes all = bytes(REQUESTS);
        for (int cut = 0; cut <= all.length(); cut++) {
            assertEquals(READ, read(SMALL, all.slice(0, cut), all.slice(cut)), "cut at " + cut);
        }
    }

    @Test
    void aRequestMayArriveByteByByte() {
        Bytes all = bytes(REQUESTS);
        Bytes[] single = new Bytes[all.length()];
        for (int i = 0; i < single.length; i++) {
            single[i] = all.slice(i, i + 1);
        }
        assertEquals(READ, read(SMALL, single));
    }

    @Test
    void anEndWithinARequestIsToldBehindTheRequestsBefore() {
        String one = "*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n";
        for (int cut = 1; cut < one.length(); cut++) {
            List<String> seen = new ArrayList<>();
            Many<Request> requests = Resp.server(SMALL)
                    .decode(Many.just(bytes(one), bytes(one.substring(0, cut))))
                    .doOnNext(request -> seen.add(request.toString()));
            assertThrows(UnexpectedEndException.class, () -> requests.then().block(), "cut at " + cut);
            assertEquals(List.of("ECHO hi"), seen);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*x~|invalid multibulk length",
        "*101~|invalid multibulk length",
        "*9999999999999999999999~|invalid multibulk length",
        "*01~|invalid multibulk length",
        "*1~$-1~|invalid bulk length",
        "*1~$1001~|invalid bulk length",
        "*1~$1x~|invalid bulk length",
        "*1~$99999999999999999999999~|invalid bulk length",
        "*1~$-9223372036854775809~|invalid bulk length",
        "*1~:1~|expected '$', got ':'",
        "*1~*1~$1~a~|expected '$', got '*'",
        "GET \"open|unbalanced quotes in request",
        "GET 'a'b|unbalanced quotes in request",
    })
    void malformedBytesAreRefusedInRedisWords(String bytes, String why) {
        assertEquals("Protocol error: " + why, refusal(bytes.replace("~", "\r\n") + "\r\n"));
    }

    @Test
    void arraysInRequestsAreRefusedAtTheSecondLevelHoweverManyFollow() {
        assertEquals("Protocol error: expected '$', got '*'", refusal("*1\r\n".repeat(1_000_000)));
    }

    @Test
    void anInlineCommandWithoutEndIsRefused() {
        String line = "GET " + "x".repeat(RespLimits.LONGEST_LINE);
        RespLimits limits = RespLimits.defaults();
        Many<Request> requests = Resp.server(limits).decode(Many.just(bytes(line), bytes(line)));
        assertEquals("Protocol error: too big inline request",
                assertThrows(ProtocolException.class, () -> requests.then().block()).getMessage());
    }

    @Test
    void aRequestAsAWholeHasABound() {
        StringBuilder request = new StringBuilder("*100\r\n");
        for (int i = 0; i < 100; i++) {
            request.append("$1000\r\n").append("x".repeat(1000)).append("\r\n");
        }
        Many<Request> requests = Resp.server(SMALL).decode(Many.just(bytes(request.toString())));
        assertThrows(FrameTooLongException.class, () -> requests.then().block());
    }

    @Test
    void numbersAreAsStrictAsInRedis() {
        for (long number : new long[] {0, 1, -1, 9, 10, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertEquals(number, Digits.parse(bytes(Long.toString(number))));
        }
        for (String malformed : List.of(
                "", "-", "+1", "01", "-0", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "-9223372036854775809")) {
            assertThrows(NumberFormatException.class, () -> Digits.parse(bytes(malformed)), malformed);
        }
    }
}

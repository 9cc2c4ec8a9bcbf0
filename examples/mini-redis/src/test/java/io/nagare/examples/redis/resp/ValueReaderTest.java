package io.nagare.examples.redis.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.Many;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers send, in whatever pieces it arrives. */
class ValueReaderTest {

    private static final String BYTES = "+OK\r\n-ERR no\r\n:-42\r\n$3\r\na\r\n\r\n$-1\r\n*-1\r\n_\r\n#t\r\n,1.5\r\n"
            + "*2\r\n*1\r\n:1\r\n$0\r\n\r\n%1\r\n+k\r\n*0\r\n~1\r\n:2\r\n>2\r\n$7\r\nmessage\r\n+x\r\n"
            + "=8\r\ntxt:text\r\n!5\r\nERR x\r\n(12345678901234567890\r\n|1\r\n+ttl\r\n:9\r\n:7\r\n";

    private static final List<Value> VALUES = List.of(
            Value.OK,
            new Value.Failure("ERR no"),
            Value.of(-42),
            Value.of("a\r\n"),
            Value.Absent.STRING,
            Value.Absent.ARRAY,
            Value.Absent.ANY,
            new Value.Truth(true),
            new Value.Decimal("1.5"),
            new Value.Array(List.of(new Value.Array(List.of(Value.of(1))), Value.of(""))),
            new Value.Pairs(List.of(new Value.Simple("k"), new Value.Array(List.of()))),
            new Value.Group(List.of(Value.of(2))),
            new Value.Push(List.of(Value.of("message"), new Value.Simple("x"))),
            new Value.Verbatim(Bytes.utf8("text")),
            new Value.Failure("ERR x"),
            new Value.Decimal("12345678901234567890"),
            Value.of(7));

    private static List<Value> read(Bytes... pieces) {
        return Resp.client(RespLimits.defaults()).decode(Many.just(pieces)).collectList().block();
    }

    @Test
    void valuesMayBeCutAnywhere() {
        // A string of three bytes that ends with a carriage return and a line feed is the hardest.
        Bytes all = RequestReaderTest.bytes(BYTES);
        for (int cut = 0; cut <= all.length(); cut++) {
            assertEquals(VALUES, read(all.slice(0, cut), all.slice(cut)), "cut at " + cut);
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Many<Bytes> written = Resp.server(RespLimits.defaults()).encode(Many.fromIterable(VALUES));
        List<Value> read = Resp.client(RespLimits.defaults()).decode(written).collectList().block();
        assertEquals(VALUES, read);
    }

    @Test
    void aMillionLevelsAreRefusedAndCostNoStack() {
        Many<Value> values = Resp.client(RespLimits.defaults())
                .decode(Many.just(RequestReaderTest.bytes("*1\r\n".repeat(1_000_000))));
        ProtocolException refused = assertThrows(ProtocolException.class, () -> values.then().block());
        assertEquals("Protocol error: nested deeper than 32", refused.getMessage());
        RespLimits deep = new RespLimits(1, 1, 2_000_000, Integer.MAX_VALUE);
        Many<Value> all = Resp.client(deep)
                .decode(Many.just(RequestReaderTest.bytes("*1\r\n".repeat(1_000_000) + ":1\r\n")));
        assertEquals(1, all.count().block());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "?\r\n", ":x\r\n", "$-2\r\n", "$67108865\r\n", "*-2\r\n", "*1048577\r\n", "$99999999999\r\n"
    })
    void malformedBytesAreRefused(String bytes) {
        Many<Value> values = Resp.client(RespLimits.defaults()).decode(Many.just(RequestReaderTest.bytes(bytes)));
        assertThrows(ProtocolException.class, () -> values.then().block());
    }
}

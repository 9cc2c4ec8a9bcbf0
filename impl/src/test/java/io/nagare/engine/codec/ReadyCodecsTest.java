package io.nagare.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.codec.Codec;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.UnexpectedEndException;
import io.nagare.policy.Decoding;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.LineOptions;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.Publisher;

/** The ready codecs: their bounds, what they refuse, and what they write. */
class ReadyCodecsTest {

    private static final Bytes LINE_END = Bytes.utf8("\r\n");

    private static Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Bytes.wrap(bytes);
    }

    /** Returns the failure of a stream that says no more than it must have read: nothing follows the bytes. */
    private static <T extends Throwable> T failure(Class<T> type, Codec<?, ?> codec, Bytes... pieces) {
        return failure(type, codec.decode(Many.fromIterable(List.of(pieces)).concatWith(Many.never())));
    }

    private static <T extends Throwable> T failure(Class<T> type, Publisher<?> stream) {
        StepScheduler scheduler = new StepScheduler();
        Probe<Object> probe = Decoded.serve(stream, scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        List<Object> signals = probe.signals();
        assertFalse(signals.isEmpty(), "it waits for more");
        return assertInstanceOf(type, signals.get(signals.size() - 1));
    }

    private static void assertRefused(String message, Executable call) {
        String found = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void aLengthAboveTheBoundFailsBeforeTheFrameIsThere() {
        LengthPrefix options = LengthPrefix.of(2).maxFrame(10);
        FrameTooLongException tooLong =
                failure(FrameTooLongException.class, Codec.lengthPrefixed(options), bytes(0, 9));
        assertEquals(10, tooLong.bound());
        assertEquals(11, tooLong.length());
        assertEquals(
                List.of(Bytes.utf8("12345678"), "complete"),
                Decoded.all(ByteStream.of(Many.just(bytes(0, 8), Bytes.utf8("12345678"))).lengthPrefixed(options)));
    }

    @Test
    void hugeLengthsAreTooLongAndNegativeOnesAreMalformed() {
        assertEquals(
                0xFFFF_FFFFL + 4,
                failure(
                        FrameTooLongException.class,
                        Codec.lengthPrefixed(LengthPrefix.of(4)),
                        bytes(255, 255, 255, 255))
                        .length());
        assertEquals(
                Long.MAX_VALUE,
                failure(
                        FrameTooLongException.class,
                        Codec.lengthPrefixed(LengthPrefix.of(8).adjustment(5)),
                        bytes(127, 255, 255, 255, 255, 255, 255, 255))
                        .length());
        MalformedFrameException negative = failure(
                MalformedFrameException.class,
                Codec.lengthPrefixed(LengthPrefix.of(8).order(ByteOrder.LITTLE_ENDIAN)),
                bytes(254, 255, 255, 255, 255, 255, 255, 255));
        assertTrue(negative.getMessage().contains("-2"), negative.getMessage());
        MalformedFrameException less = failure(
                MalformedFrameException.class, Codec.lengthPrefixed(LengthPrefix.of(2).inclusive(true)), bytes(0, 1));
        assertTrue(less.getMessage().contains("the header alone has 2"), less.getMessage());
        failure(MalformedFrameException.class, Codec.lengthPrefixed(LengthPrefix.of(1).adjustment(-4)), bytes(3));
        failure(MalformedFrameException.class, Codec.lengthPrefixed(LengthPrefix.of(1).strip(4)), bytes(2));
    }

    @Test
    void lengthPrefixedWrites() {
        Many<Bytes> frame = Many.just(Bytes.utf8("abc"));
        assertEquals(
                List.of(bytes(0, 3, 'a', 'b', 'c'), "complete"),
                Decoded.all(Codec.lengthPrefixed(LengthPrefix.of(2)).encode(frame)));
        assertEquals(
                List.of(bytes(5, 0, 'a', 'b', 'c'), "complete"),
                Decoded.all(Codec.lengthPrefixed(
                                LengthPrefix.of(2).inclusive(true).order(ByteOrder.LITTLE_ENDIAN))
                        .encode(frame)));
        // The header is in the frames already: a byte, and a length whose value is replaced.
        assertEquals(
                List.of(bytes('T', 3, 'a', 'b', 'c'), "complete"),
                Decoded.all(Codec.lengthPrefixed(LengthPrefix.of(1).offset(1).strip(0))
                        .encode(Many.just(bytes('T', 99, 'a', 'b', 'c')))));
    }

    @Test
    void lengthPrefixedRefusesToWriteWhatItCouldNotRead() {
        Many<Bytes> frame = Many.just(Bytes.wrap(new byte[300]));
        FrameTooLongException field = failure(
                FrameTooLongException.class, Codec.lengthPrefixed(LengthPrefix.of(1)).encode(frame));
        assertEquals(256, field.bound());
        assertEquals(301, field.length());
        FrameTooLongException bound = failure(
                FrameTooLongException.class, Codec.lengthPrefixed(LengthPrefix.of(4).maxFrame(200)).encode(frame));
        assertEquals(200, bound.bound());
        assertEquals(304, bound.length());
        failure(
                MalformedFrameException.class,
                Codec.lengthPrefixed(LengthPrefix.of(4).strip(0)).encode(Many.just(bytes(1, 2))));
        failure(
                MalformedFrameException.class,
                Codec.lengthPrefixed(LengthPrefix.of(1).adjustment(5)).encode(Many.just(bytes(1, 2))));
        IllegalStateException unknown = failure(
                IllegalStateException.class, Codec.lengthPrefixed(LengthPrefix.of(4).offset(2)).encode(frame));
        assertTrue(unknown.getMessage().contains("strip(0)"), unknown.getMessage());
    }

    @Test
    void delimitedFailsAsSoonAsAFrameIsTooLong() {
        FrameTooLongException tooLong =
                failure(FrameTooLongException.class, Codec.delimited(5, LINE_END), Bytes.utf8("123456\r"));
        assertEquals(5, tooLong.bound());
        assertEquals(6, tooLong.length());
        assertEquals(
                List.of(Bytes.utf8("12345"), Bytes.empty(), "complete"),
                Decoded.all(ByteStream.of(Many.just(Bytes.utf8("12345\r"), Bytes.utf8("\n\r\n")))
                        .delimited(5, LINE_END)));
        assertEquals(
                64 * 1024,
                failure(FrameTooLongException.class, Codec.delimited(LINE_END), Bytes.wrap(new byte[70_000])).bound());
    }

    @Test
    void delimitedWrites() {
        Codec<Bytes, Bytes> codec = Codec.delimited(5, LINE_END, Bytes.utf8("\n"));
        assertEquals(
                List.of(Bytes.utf8("ab\r\n"), Bytes.utf8("\r\n"), "complete"),
                Decoded.all(codec.encode(Many.just(Bytes.utf8("ab"), Bytes.empty()))));
        assertEquals(
                6,
                failure(FrameTooLongException.class, codec.encode(Many.just(Bytes.utf8("123456")))).length());
        failure(MalformedFrameException.class, codec.encode(Many.just(Bytes.utf8("a\nb"))));
        // The delimiter would be found earlier than it is written.
        failure(MalformedFrameException.class, Codec.delimited(Bytes.utf8("aa")).encode(Many.just(Bytes.utf8("ba"))));
        // Another delimiter would be found, which is longer and ends at the same byte.
        failure(
                MalformedFrameException.class,
                Codec.delimited(Bytes.utf8("\n"), LINE_END).encode(Many.just(Bytes.utf8("a\r"))));
        assertEquals(
                List.of(Bytes.utf8("a\r\r\n"), "complete"), Decoded.all(codec.encode(Many.just(Bytes.utf8("a\r")))));
    }

    @Test
    void endsWithinFrames() {
        assertEquals(
                2,
                failure(
                        UnexpectedEndException.class,
                        ByteStream.of(Many.just(Bytes.utf8("a\r\nb\r"))).delimited(LINE_END))
                        .length());
        assertEquals(
                3,
                failure(
                        UnexpectedEndException.class,
                        ByteStream.of(Many.just(bytes(0, 3, 'a'))).lengthPrefixed(LengthPrefix.of(2)))
                        .length());
        assertEquals(
                List.of(Bytes.utf8("abc"), Bytes.utf8("d"), "complete"),
                Decoded.all(ByteStream.of(Many.just(Bytes.utf8("abcd"))).chunked(3)));
        assertEquals(
                List.of("a", "b", "complete"),
                Decoded.all(ByteStream.of(Many.just(Bytes.utf8("a\nb"))).decode(Codec.lines())));
    }

    @Test
    void linesAreWritten() {
        Codec<String, String> codec = Codec.lines(LineOptions.defaults().maxLength(4));
        assertEquals(
                List.of(Bytes.utf8("a\u20ac\n"), Bytes.utf8("\n"), Bytes.utf8("b\rc\n"), "complete"),
                Decoded.all(codec.encode(Many.just("a\u20ac", "", "b\rc"))));
        assertEquals(
                List.of(Bytes.utf8("a\r\n"), Bytes.utf8("b\r\r\n"), "complete"),
                Decoded.all(Codec.lines(LineOptions.defaults().carriageReturn(true)).encode(Many.just("a", "b\r"))));
        assertEquals(4, failure(LineTooLongException.class, codec.encode(Many.just("12345"))).bound());
    }

    private static void assertNotWritten(String message, LineOptions options, String... lines) {
        String found = failure(
                        MalformedFrameException.class, Codec.lines(options).encode(Many.fromIterable(List.of(lines))))
                .getMessage();
        assertTrue(found.startsWith(message), found);
    }

    @Test
    void aLineThatWouldBeReadAsAnotherIsNotWritten() {
        LineOptions utf8 = LineOptions.defaults();
        LineOptions latin = utf8.decoding(Decoding.of(StandardCharsets.ISO_8859_1));
        assertNotWritten("line 1 to write contains a line feed at index 1, so", utf8, "a\nb");
        assertNotWritten("line 2 to write contains a line feed at index 0, so", utf8.carriageReturn(true), "a", "\n");
        assertNotWritten("line 3 to write ends with a carriage return at index 1, which", utf8, "a", "b", "c\r");
        assertNotWritten("line 1 to write ends with a carriage return at index 0, which", latin, "\r");
        assertNotWritten("line 1 to write has the character U+D800 at index 2, which UTF-8 does", utf8, "?a\ud800");
        assertNotWritten(
                "line 1 to write has the character U+DC00 at index 0, which UTF-8 does",
                utf8.decoding(Decoding.utf8().strict()),
                "\udc00\ud800");
        assertNotWritten("line 1 to write has the character U+20AC at index 1, which ISO-8859-1", latin, "1\u20ac");
        assertNotWritten("line 1 to write has the character U+1F600 at index 0, which", latin, "\ud83d\ude00");
    }

    @Test
    void charsetsThatCanOnlyBeReadAreRead() {
        LineOptions options = LineOptions.defaults().decoding(Decoding.of(Charset.forName("x-JISAutoDetect")));
        assertEquals(
                List.of("a", "b", "complete"),
                Decoded.all(Codec.lines(options).decode(Many.just(Bytes.utf8("a\nb\n")))));
        IllegalStateException refused =
                failure(IllegalStateException.class, Codec.lines(options).encode(Many.just("a")));
        assertTrue(refused.getMessage().contains("x-JISAutoDetect, which the JDK can only read"), refused::getMessage);
        for (Charset other : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, Charset.forName("IBM037"))) {
            assertRefused(
                    "a line feed is the one byte 0x0A, but was given " + other,
                    () -> LineOptions.defaults().decoding(Decoding.of(other)));
        }
    }

    @Test
    void valuesOutOfRangeAreRefusedAtTheCall() {
        assertRefused("1 to 8 bytes, but was given 0", () -> LengthPrefix.of(0));
        assertRefused("1 to 8 bytes, but was given 9", () -> LengthPrefix.of(9));
        assertRefused("offset of at least 0, but was given -1", () -> LengthPrefix.of(4).offset(-1));
        assertRefused("at least 0 bytes, but was given -1", () -> LengthPrefix.of(4).strip(-1));
        assertRefused("at least the 6 bytes of its header", () -> LengthPrefix.of(4).offset(2).maxFrame(5));
        assertRefused("bytes of its header", () -> LengthPrefix.of(4).offset(Integer.MAX_VALUE));
        assertRefused("size of at least 1, but was given 0", () -> Codec.chunked(0));
        assertRefused("maxFrame of at least 1, but was given 0", () -> Codec.delimited(0, LINE_END));
        assertRefused("at least one delimiter", () -> Codec.delimited());
        assertRefused("one is empty", () -> Codec.delimited(LINE_END, Bytes.empty()));
        assertRefused("can never find", () -> Codec.delimited(Bytes.utf8("\r"), LINE_END));
        assertRefused("maxFrame of at least 1, but was given 0", () -> Codec.lines().maxFrame(0));
    }

    @Test
    void optionsThatAllowNoFrameAreRefusedAtTheCall() {
        LengthPrefix four = LengthPrefix.of(4);
        assertRefused("strip 11 bytes of each frame, but", () -> Codec.lengthPrefixed(four.maxFrame(10).strip(11)));
        assertRefused("maxFrame, 10", () -> ByteStream.of(Many.empty()).lengthPrefixed(four.strip(11).maxFrame(10)));
        assertRefused(
                "with an adjustment of 7 a frame has at least 11 bytes, and its maxFrame is 10",
                () -> Codec.lengthPrefixed(four.maxFrame(10).adjustment(7)));
        assertRefused(
                "a length field of 1 byte and an adjustment of -256 make a frame of at most 0 bytes, but its header"
                        + " has 1 and 1 are to be stripped",
                () -> Codec.lengthPrefixed(LengthPrefix.of(1).adjustment(-256)));
        assertRefused(
                "at most 255 bytes, but its header has 301",
                () -> Codec.lengthPrefixed(LengthPrefix.of(1).offset(300).inclusive(true)));
        assertRefused("500 are to be stripped", () -> Codec.lengthPrefixed(LengthPrefix.of(1).strip(500)));
        Codec.lengthPrefixed(four.maxFrame(10).strip(10));
        Codec.lengthPrefixed(four.maxFrame(10).adjustment(6));
        Codec.lengthPrefixed(LengthPrefix.of(1).adjustment(-255));
        Codec.lengthPrefixed(LengthPrefix.of(8).adjustment(Integer.MIN_VALUE));
        Codec.lengthPrefixed(LengthPrefix.of(8).adjustment(1000));
        assertRefused("maxFrame of 5 has no room for lengthPrefixed, whose shortest frame has 6 bytes", () ->
                Codec.lengthPrefixed(four.adjustment(2)).maxFrame(5));
        assertRefused("no room for chunked, whose every piece but the last has 3 bytes", () ->
                Codec.chunked(3).maxFrame(2));
        assertRefused("no room for delimited, whose shortest delimiter has 2 bytes", () ->
                Codec.delimited(LINE_END, Bytes.utf8("end")).maxFrame(1));
        assertRefused("maxFrame of at least 1, but was given 0", () -> Codec.chunked(3).maxFrame(0));
        Codec.lengthPrefixed(four).maxFrame(4);
        Codec.chunked(3).maxFrame(3);
        Codec.delimited(LINE_END).maxFrame(2);
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        ByteStream none = ByteStream.of(Many.empty());
        for (Executable call : List.<Executable>of(
                () -> LengthPrefix.of(4).order(null),
                () -> Codec.lengthPrefixed(null),
                () -> Codec.lines(null),
                () -> Codec.delimited((Bytes[]) null),
                () -> Codec.delimited(LINE_END, null),
                () -> Codec.of(null, () -> null),
                () -> Codec.of(() -> null, null),
                () -> Codec.lines().decode(null),
                () -> Codec.lines().encode(null),
                () -> none.decode(null))) {
            assertThrows(NullPointerException.class, call);
        }
        Codec<Object, Object> nothing = Codec.of(() -> null, () -> null);
        NullPointerException decoder = failure(NullPointerException.class, nothing.decode(none));
        assertTrue(decoder.getMessage().contains("decoder()"), decoder.getMessage());
        NullPointerException encoder = failure(NullPointerException.class, nothing.encode(Many.just(1)));
        assertTrue(encoder.getMessage().contains("encoder()"), encoder.getMessage());
    }
}

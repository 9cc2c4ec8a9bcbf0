package io.nagare.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.codec.Codec;
import io.nagare.policy.Decoding;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.LineOptions;
import io.nagare.policy.LongLines;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Each codec reads the same as a naive decoder, however the bytes are cut into pieces. */
class CodecDifferentialTest {

    private static final int ROUNDS = 400;

    /** How often each end was expected. Each kind must come up. */
    private final List<Object> ends = new ArrayList<>();

    private void check(String what, byte[] bytes, SplittableRandom random, List<Object> expected, Codec<?, ?> codec) {
        check(what, bytes, random, expected, codec::decode);
    }

    private void check(
            String what,
            byte[] bytes,
            SplittableRandom random,
            List<Object> expected,
            Function<Many<Bytes>, Publisher<?>> decode) {
        ends.add(expected.get(expected.size() - 1));
        for (List<Object> found : Decoded.inAllWays(bytes, random, decode)) {
            assertEquals(expected, found, what);
        }
    }

    private void assertEndsWith(String... expected) {
        for (String end : expected) {
            assertTrue(ends.contains(end), "no round ended with " + end);
        }
    }

    @Test
    void lengthPrefixed() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LengthPrefix options = prefix(random);
            byte[] bytes = prefixed(random, options);
            check(
                    "seed " + seed + ", " + options,
                    bytes,
                    random,
                    NaiveDecoders.lengthPrefixed(bytes, options),
                    Codec.lengthPrefixed(options));
        }
        assertEndsWith("complete", "UnexpectedEndException", "FrameTooLongException", "MalformedFrameException");
    }

    private static LengthPrefix prefix(SplittableRandom random) {
        LengthPrefix options = LengthPrefix.of(1 + random.nextInt(8))
                .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .offset(random.nextInt(4))
                .adjustment(random.nextInt(5) - 2)
                .inclusive(random.nextBoolean());
        if (random.nextBoolean()) {
            options = options.strip(random.nextInt(6));
        }
        return options.maxFrame(random.nextBoolean() ? 20 + random.nextInt(100) : 5_000);
    }

    /** Mostly valid frames. Sometimes a byte is another one, or the end is missing. */
    private static byte[] prefixed(SplittableRandom random, LengthPrefix options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int longest = random.nextInt(10) == 0 ? 4_000 : 30;
        for (int frames = random.nextInt(20); frames > 0; frames--) {
            int content = random.nextInt(longest);
            long field = content - options.adjustment()
                    + (options.inclusive() ? options.offset() + options.width() : 0);
            random.ints(options.offset()).forEach(bytes::write);
            for (int i = 0; i < options.width(); i++) {
                int shift = options.order() == ByteOrder.BIG_ENDIAN ? options.width() - 1 - i : i;
                bytes.write((int) (field >> shift * 8));
            }
            random.ints(content).forEach(bytes::write);
        }
        return damaged(random, bytes.toByteArray());
    }

    private static byte[] damaged(SplittableRandom random, byte[] bytes) {
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        boolean cut = random.nextInt(4) == 0;
        return cut ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    @Test
    void delimited() {
        List<List<Bytes>> choices = List.of(
                List.of(Bytes.utf8("\n")),
                List.of(Bytes.utf8("\r\n")),
                List.of(Bytes.utf8("\r\n"), Bytes.utf8("\n")),
                List.of(Bytes.utf8("aab")),
                List.of(Bytes.utf8("bb"), Bytes.utf8("aba"), Bytes.utf8("\n")),
                List.of(Bytes.utf8("abab"), Bytes.utf8("ba\n")));
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Bytes> delimiters = choices.get(random.nextInt(choices.size()));
            int longest = random.nextBoolean() ? 1 + random.nextInt(20) : 10_000;
            byte[] bytes = text(random, "ab\r\n", random.nextInt(10) == 0 ? 5_000 : 100);
            check(
                    "seed " + seed + ", " + delimiters + ", at most " + longest,
                    bytes,
                    random,
                    NaiveDecoders.delimited(bytes, longest, delimiters),
                    Codec.delimited(longest, delimiters.toArray(new Bytes[0])));
        }
        assertEndsWith("complete", "UnexpectedEndException", "FrameTooLongException");
    }

    /** With long frames the search goes on over many pieces. */
    @Test
    void delimitedWithLongFrames() {
        for (int seed = 0; seed < 15; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Bytes> delimiters = List.of(Bytes.utf8("aab"), Bytes.utf8("ccc"));
            byte[] bytes = new byte[20_000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(40) == 0 ? "abc".charAt(random.nextInt(3)) : '-');
            }
            for (int frames = random.nextInt(5); frames > 0; frames--) {
                int at = random.nextInt(bytes.length - 3);
                Bytes.utf8(random.nextBoolean() ? "aab" : "ccc").copyTo(bytes, at);
            }
            check(
                    "seed " + seed,
                    bytes,
                    random,
                    NaiveDecoders.delimited(bytes, 18_000, delimiters),
                    Codec.delimited(18_000, delimiters.toArray(new Bytes[0])));
        }
        assertEndsWith("UnexpectedEndException", "FrameTooLongException");
    }

    private static byte[] text(SplittableRandom random, String alphabet, int longest) {
        int length = random.nextInt(longest);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return (random.nextBoolean() ? text.append("\r\n") : text).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void chunked() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
            byte[] bytes = new byte[random.nextInt(5_000)];
            random.nextBytes(bytes);
            check(
                    "seed " + seed + ", size " + size,
                    bytes,
                    random,
                    NaiveDecoders.chunked(bytes, size),
                    Codec.chunked(size));
        }
    }

    /** {@code ByteStream.lines} is another implementation of the same rules. */
    @Test
    void lines() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LongLines longLines = LongLines.values()[random.nextInt(3)];
            LineOptions options = LineOptions.defaults()
                    .maxLength(random.nextBoolean() ? 1 + random.nextInt(12) : 10_000)
                    .decoding(random.nextInt(4) == 0 ? Decoding.utf8().strict() : Decoding.utf8())
                    .longLines(longLines);
            byte[] bytes = damaged(random, text(random, "ab\u00e9\u20ac\r\n", 200));
            List<Object> expected = Decoded.all(ByteStream.of(Many.just(Bytes.copyOf(bytes))).lines(options));
            check("seed " + seed + ", " + options, bytes, random, expected, Codec.lines(options));
        }
        assertEndsWith("complete", "LineTooLongException", "MalformedTextException");
    }

    @Test
    void whatEachCodecWritesItReads() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Bytes> frames = new ArrayList<>();
            for (int count = random.nextInt(8); count > 0; count--) {
                byte[] frame = new byte[random.nextInt(random.nextInt(6) == 0 ? 9_000 : 50)];
                random.nextBytes(frame);
                frames.add(Bytes.wrap(frame));
            }
            LengthPrefix options = LengthPrefix.of(2 + random.nextInt(7))
                    .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                    .adjustment(-random.nextInt(3))
                    .inclusive(random.nextBoolean());
            List<Object> expected = new ArrayList<>(frames);
            expected.add("complete");
            Codec<Bytes, Bytes> codec = Codec.lengthPrefixed(options);
            check(
                    "seed " + seed + ", " + options,
                    new byte[0],
                    random,
                    expected,
                    nothing -> codec.encode(Many.fromIterable(frames)).chunked(7).as(codec::decode));
        }
    }

    /** A codec of lines refuses exactly the lines that it would not read back. */
    @Test
    void whatALineCodecWritesItReads() {
        List<Charset> charsets = List.of(
                StandardCharsets.UTF_8, StandardCharsets.US_ASCII, StandardCharsets.ISO_8859_1, Charset.forName("GBK"));
        int refused = 0;
        for (int seed = 0; seed < 10 * ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Charset charset = charsets.get(random.nextInt(charsets.size()));
            LineOptions options = LineOptions.defaults()
                    .decoding(Decoding.of(charset))
                    .carriageReturn(random.nextBoolean());
            String line = line(random);
            byte[] bytes = (line + (options.carriageReturn() ? "\r\n" : "\n")).getBytes(charset);
            Codec<String, String> codec = Codec.lines(options);
            List<Object> back = Decoded.all(codec.decode(Many.just(Bytes.wrap(bytes))));
            boolean same = back.equals(List.of(line, "complete"));
            refused += same ? 0 : 1;
            assertEquals(
                    same ? List.of(Bytes.wrap(bytes), "complete") : List.of("MalformedFrameException"),
                    Decoded.all(codec.encode(Many.just(line))),
                    "seed " + seed + ", " + options);
        }
        assertTrue(refused > ROUNDS && refused < 9 * ROUNDS, refused + " refused");
    }

    private static String line(SplittableRandom random) {
        String alphabet = "ab?\u00e9\u20ac\u4e2d\ufffd\r" + (random.nextInt(4) == 0 ? "\n\ud83d\ude00" : "");
        StringBuilder line = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            line.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return line.toString();
    }
}

package io.nagare.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.codec.Codec;
import io.nagare.codec.Cursor;
import io.nagare.codec.Decoder;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.StalledDecoderException;
import io.nagare.failure.UnexpectedEndException;
import io.nagare.policy.LengthPrefix;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Decoding by codecs of users: demand, ends, bounds and mistakes. */
class CodecTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final AtomicInteger calls = new AtomicInteger();

    private static <T> Codec<T, Bytes> reading(Decoder<T> decoder) {
        return Codec.of(() -> decoder, () -> (frame, bytes) -> bytes.put(frame));
    }

    /** A byte says how many follow. */
    private static Codec<String, Bytes> small() {
        return reading(bytes -> bytes.take(bytes.takeByte()).utf8());
    }

    private static Many<Bytes> pieces(String... pieces) {
        return Many.fromIterable(List.of(pieces)).map(Bytes::utf8);
    }

    private <T> Probe<T> run(Many<T> stream, long demand) {
        Probe<T> probe = Decoded.serve(stream, scheduler);
        probe.request(demand);
        scheduler.runAll();
        return probe;
    }

    private <T extends Throwable> T failure(Class<T> type, Codec<?, ?> codec, String... pieces) {
        List<Object> signals = run(codec.decode(pieces(pieces)), Long.MAX_VALUE).signals();
        return assertInstanceOf(type, signals.get(signals.size() - 1));
    }

    @Test
    void oneUnitOfDemandIsOneFrame() {
        AtomicInteger taken = new AtomicInteger();
        Many<Bytes> upstream = pieces("\1a\1b\1", "c", "\1d").doOnNext(piece -> taken.incrementAndGet());
        Probe<String> probe = run(small().decode(upstream), 1);
        assertEquals(List.of("a"), probe.signals());
        assertEquals(1, taken.get());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("a", "b"), probe.signals());
        assertEquals(1, taken.get(), "a piece was requested without need");
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("a", "b", "c"), probe.signals());
        assertEquals(2, taken.get());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("a", "b", "c", "d", "complete"), probe.signals());
    }

    @Test
    void aFrameThatEndsWithItsPieceNeedsNoMoreDemandForTheEnd() {
        assertEquals(List.of("complete"), run(small().decode(Many.empty()), 1).signals());
        assertEquals(List.of("", "", "complete"), run(small().decode(pieces("\0\0")), 2).signals());
    }

    /** A frame that may have to be disposed of. */
    private record Frame(String text, List<String> closed) implements AutoCloseable {
        @Override
        public void close() {
            closed.add(text);
        }
    }

    @Test
    void cancellationDiscardsFramesThatWereNotRequestedAndStopsTheDecoder() {
        List<String> closed = new ArrayList<>();
        Codec<Frame, Bytes> codec = reading(bytes -> {
            calls.incrementAndGet();
            return new Frame(bytes.take(1).utf8(), closed);
        });
        Probe<Frame> probe = run(codec.decode(pieces("abcd").concatWith(Many.never())), 2);
        assertEquals(2, probe.signals().size());
        probe.cancel();
        scheduler.runAll();
        assertEquals(List.of("c", "d"), closed);
        calls.set(0);
        assertEquals(1, run(codec.decode(pieces("abcdefgh").concatWith(Many.never())).take(1), 9).signals().stream()
                .filter(Frame.class::isInstance)
                .count());
        assertEquals(1, calls.get(), "the decoder went on after the end");
    }

    @Test
    void cancellationInTheMiddleOfAFrameCancelsUpstream() {
        AtomicInteger cancelled = new AtomicInteger();
        Probe<String> probe = run(
                small().decode(pieces("\5ab").concatWith(Many.never()).doOnCancel(cancelled::incrementAndGet)), 1);
        assertEquals(List.of(), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(1, cancelled.get());
        assertEquals(List.of(), probe.signals());
    }

    @Test
    void aFailureFollowsTheFramesBeforeIt() {
        Codec<String, Bytes> codec = reading(bytes -> {
            String text = bytes.take(1).utf8();
            if (text.equals("x")) {
                throw new IllegalStateException("boom");
            }
            return text;
        });
        AtomicInteger cancelled = new AtomicInteger();
        Many<Bytes> upstream = pieces("abxc").concatWith(Many.never()).doOnCancel(cancelled::incrementAndGet);
        Probe<String> probe = run(codec.decode(upstream), 1);
        assertEquals(List.of("a"), probe.signals());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("a", "b", "IllegalStateException"), Decoded.plain(probe.signals()));
        assertEquals(1, cancelled.get());
    }

    @Test
    void aFailureOfUpstreamIsNoEndWithinAFrame() {
        Many<Bytes> upstream = pieces("\1a\5b").concatWith(Many.error(new IllegalStateException("boom")));
        assertEquals(List.of("a", "IllegalStateException"), Decoded.all(small().decode(upstream)));
    }

    @Test
    void anEndWithinAFrameIsAFailure() {
        assertEquals(3, failure(UnexpectedEndException.class, small(), "\1a", "\5b", "c").length());
        // What the decoder has taken belongs to the frame too.
        Codec<String, Bytes> taking = reading(bytes -> bytes.takeByte() == '.' ? "end" : null);
        assertEquals(2, failure(UnexpectedEndException.class, taking, "a.bc").length());
        assertEquals(List.of("end", "complete"), Decoded.all(taking.decode(pieces("a."))));
    }

    @Test
    void aDecoderMayAcceptTheEnd() {
        Codec<String, Bytes> rest = reading(new Decoder<String>() {
            @Override
            public String decode(Cursor bytes) {
                return bytes.has(3) ? bytes.take(3).utf8() : null;
            }

            @Override
            public String finish(Cursor bytes) {
                return bytes.remaining() == 0 ? null : bytes.take(1).utf8();
            }
        });
        assertEquals(List.of("abc", "d", "e", "complete"), Decoded.all(rest.decode(pieces("ab", "cde"))));
        Codec<String, Bytes> dropping = reading(new Decoder<String>() {
            @Override
            public String decode(Cursor bytes) {
                return bytes.take(3).utf8();
            }

            @Override
            public String finish(Cursor bytes) {
                bytes.skip(bytes.remaining());
                bytes.startFrame();
                return null;
            }
        });
        assertEquals(List.of("abc", "complete"), Decoded.all(dropping.decode(pieces("ab", "cde"))));
    }

    @Test
    void theBoundHoldsForCodecsOfUsers() {
        FrameTooLongException tooLong = failure(
                FrameTooLongException.class, reading(bytes -> bytes.take(bytes.takeInt())), "\u007f\0\0\0");
        assertEquals(1024 * 1024, tooLong.bound());
        assertEquals(0x7f000004L, tooLong.length());
        assertTrue(tooLong.getMessage().contains("2130706436"), tooLong.getMessage());
        assertTrue(tooLong.getMessage().contains("1048576"), tooLong.getMessage());
        Codec<Bytes, Bytes> colon = reading((Cursor bytes) -> {
            int at = bytes.indexOf((byte) ':');
            return at < 0 ? null : bytes.take(at + 1);
        });
        assertEquals(List.of("FrameTooLongException"), Decoded.all(colon.maxFrame(4).decode(pieces("abcde"))));
        assertEquals(List.of("FrameTooLongException"), Decoded.all(colon.maxFrame(4).decode(pieces("abcd:"))));
        assertEquals(
                List.of(Bytes.utf8("abc:"), "complete"), Decoded.all(colon.maxFrame(4).decode(pieces("ab", "c:"))));
    }

    /** The next frame may be in the same piece, which is longer than the bound. */
    @Test
    void aPieceMayBeLongerThanTheBound() {
        assertEquals(
                List.of("a", "b", "c", "complete"), Decoded.all(small().maxFrame(2).decode(pieces("\1a\1b\1c"))));
    }

    @Test
    void aNegativeLengthIsNamed() {
        MalformedFrameException malformed = failure(
                MalformedFrameException.class, reading(bytes -> bytes.take(bytes.takeByte() - 'a' - 3)), "a");
        assertTrue(malformed.getMessage().contains("-3"), malformed.getMessage());
    }

    @Test
    void aDecoderThatEmitsWithoutTakingFails() {
        StalledDecoderException stalled = failure(StalledDecoderException.class, reading(bytes -> "for ever"), "a");
        assertTrue(stalled.getMessage().contains("without taking a byte"), stalled.getMessage());
    }

    @Test
    void aDecoderThatDoesNothingFailsAtTheBound() {
        Codec<String, Bytes> idle = reading((Cursor bytes) -> (String) null).maxFrame(5);
        StalledDecoderException stalled = failure(StalledDecoderException.class, idle, "abc", "def", "ghi");
        assertTrue(stalled.getMessage().contains("neither takes nor asks"), stalled.getMessage());
        Codec<String, Bytes> asking = reading((Cursor bytes) -> {
            bytes.has(bytes.remaining() + 1);
            return (String) null;
        });
        failure(FrameTooLongException.class, asking.maxFrame(5), "abc", "def", "ghi");
    }

    @Test
    void aDecoderIsCalledWhenWhatItAskedForIsThere() {
        Codec<String, Bytes> codec = reading(bytes -> {
            calls.incrementAndGet();
            return bytes.has(10) ? bytes.take(10).utf8() : null;
        });
        assertEquals(
                List.of("0123456789", "complete"),
                Decoded.all(codec.decode(pieces("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))));
        assertEquals(2, calls.get());
    }

    @Test
    void whatACallHasTakenIsGivenBackIfBytesAreMissing() {
        Codec<List<Bytes>, Bytes> codec = reading(bytes -> {
            calls.incrementAndGet();
            return List.of(bytes.take(2), bytes.take(3));
        });
        List<Object> frames = Decoded.all(codec.decode(pieces("a", "b", "c", "d", "e", "abcde")));
        assertEquals(List.of(Bytes.utf8("ab"), Bytes.utf8("cde")), frames.get(0));
        assertEquals(frames.get(0), frames.get(1));
        assertEquals("complete", frames.get(2));
        assertEquals(4, calls.get(), "with one byte, with two, with all five, and for the second frame");
    }

    /** A decoder that wraps all failures would otherwise fail whenever a frame comes in two pieces. */
    @Test
    void aDecoderMayCatchWhatEndsItsCall() {
        Codec<String, Bytes> codec = reading(bytes -> {
            try {
                return bytes.take(3).utf8();
            } catch (Throwable failure) {
                throw new IllegalStateException("cannot decode", failure);
            }
        });
        assertEquals(List.of("abc", "complete"), Decoded.all(codec.decode(pieces("a", "bc"))));
        assertEquals(List.of("abc", "UnexpectedEndException"), Decoded.all(codec.decode(pieces("a", "bcd"))));
        assertEquals(List.of("IllegalStateException"), Decoded.all(codec.maxFrame(2).decode(pieces("abc"))));
    }

    @Test
    void cancellationWithinTheLastFrameSendsNothingElse() {
        Codec<String, Bytes> rest = reading(new Decoder<String>() {
            @Override
            public String decode(Cursor bytes) {
                return bytes.has(9) ? "nine" : null;
            }

            @Override
            public String finish(Cursor bytes) {
                return bytes.peek(1).utf8();
            }
        });
        assertEquals(List.of("a", "complete"), run(rest.decode(pieces("ab")).take(1), 5).signals());
        assertEquals(List.of(), scheduler.unseen());
        assertEquals(List.of("a", "UnexpectedEndException"), Decoded.all(rest.decode(pieces("ab"))));
    }

    /** A call that returns null after it has taken bytes keeps them, and is repeated while there are bytes. */
    @Test
    void nestedFramesAreTakenPartByPart() {
        List<String> parts = new ArrayList<>();
        Codec<List<String>, Bytes> codec = reading(bytes -> {
            String part = bytes.take(bytes.takeByte()).utf8();
            if (!part.isEmpty()) {
                parts.add(part);
                return null;
            }
            List<String> whole = List.copyOf(parts);
            parts.clear();
            return whole;
        });
        assertEquals(
                List.of(List.of("a", "bc"), List.of(), List.of("d"), "complete"),
                Decoded.all(codec.decode(pieces("\1a\2b", "c\0\0\1d", "\0"))));
    }

    @Test
    void bytesWithinOnePieceAreNotCopied() {
        byte[] array = {1, 'a', 2, 'b', 'c'};
        Bytes piece = Bytes.wrap(array);
        List<Object> frames = Decoded.all(
                reading(bytes -> bytes.take(bytes.takeByte())).decode(Many.just(piece)));
        assertEquals(Bytes.utf8("bc"), frames.get(1));
        array[3] = 'x';
        assertEquals(Bytes.utf8("xc"), frames.get(1), "it was copied");
    }

    @Test
    void numbersHaveBothOrdersAndAnyWidth() {
        Random random = new Random(7);
        for (int width = 1; width <= 8; width++) {
            int bytesOfNumber = width;
            for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
                Codec<Long, Long> codec = Codec.of(
                        () -> bytes -> bytes.takeNumber(bytesOfNumber, order),
                        () -> (number, bytes) -> bytes.putNumber(number, bytesOfNumber, order));
                List<Long> numbers = random.longs(20)
                        .map(number -> bytesOfNumber == 8 ? number : number & (1L << 8 * bytesOfNumber) - 1)
                        .boxed()
                        .toList();
                List<Object> expected = new ArrayList<>(numbers);
                expected.add("complete");
                assertEquals(
                        expected, Decoded.all(codec.decode(codec.encode(Many.fromIterable(numbers)).chunked(3))));
            }
        }
    }

    @Test
    void numbersAreInNetworkOrder() {
        Codec<List<Long>, Integer> codec = Codec.of(
                () -> bytes -> List.of(
                        (long) bytes.takeShort(),
                        (long) bytes.takeInt(),
                        bytes.takeLong(),
                        (long) bytes.takeShort(ByteOrder.LITTLE_ENDIAN),
                        (long) bytes.takeInt(ByteOrder.LITTLE_ENDIAN),
                        bytes.takeLong(ByteOrder.LITTLE_ENDIAN)),
                () -> (n, bytes) -> bytes.putShort(n)
                        .putInt(n)
                        .putLong(n)
                        .putShort(n, ByteOrder.LITTLE_ENDIAN)
                        .putInt(n, ByteOrder.LITTLE_ENDIAN)
                        .putLong(n, ByteOrder.LITTLE_ENDIAN));
        assertEquals(
                List.of(List.of(-2L, -2L, -2L, -2L, -2L, -2L), "complete"),
                Decoded.all(codec.decode(codec.encode(Many.just(-2)))));
        Bytes written = (Bytes) Decoded.all(codec.encode(Many.just(1))).get(0);
        assertEquals(Bytes.copyOf((byte) 0, (byte) 1, (byte) 0, (byte) 0), written.slice(0, 4));
        assertEquals(28, written.length());
    }

    @Test
    void aLargePartOfAWrittenFrameIsNotCopied() {
        Bytes large = Bytes.wrap(new byte[10_000]);
        List<Object> pieces = Decoded.all(
                Codec.lengthPrefixed(LengthPrefix.of(4)).encode(Many.just(large, Bytes.utf8("x"))));
        assertEquals(4, pieces.size(), pieces::toString);
        assertSame(large, pieces.get(1));
        assertEquals(Bytes.copyOf((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 'x'), pieces.get(2));
    }

    @Test
    void writtenFramesAreAskedForOneByOne() {
        List<Integer> asked = new ArrayList<>();
        Codec<Bytes, Bytes> codec = Codec.lengthPrefixed(LengthPrefix.of(1));
        Probe<Bytes> probe = run(
                codec.encode(Many.range(0, 5).doOnNext(asked::add).map(i -> Bytes.utf8("" + i))), 2);
        assertEquals(2, probe.signals().size());
        assertEquals(List.of(0, 1), asked);
    }
}

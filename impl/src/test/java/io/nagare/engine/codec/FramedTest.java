package io.nagare.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.codec.Codec;
import io.nagare.codec.Framed;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.Repeat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both directions of a connection, which is two lists here. */
class FramedTest {

    private final List<Bytes> written = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final ByteStream reading = ByteStream.of(Many.just(Bytes.utf8("a\nb"), Bytes.utf8("c\n")));

    private One<Void> write(ByteStream bytes, String end) {
        return bytes.doOnNext(written::add).then().doOnComplete(() -> ends.add(end));
    }

    private <In, Out> Framed<In, Out> framed(Codec<In, Out> codec) {
        return Framed.of(reading, bytes -> write(bytes, "open"), bytes -> write(bytes, "ended"), codec);
    }

    @Test
    void framesGoBothWays() {
        Framed<String, String> lines = framed(Codec.lines());
        assertEquals(List.of("a", "bc", "complete"), Decoded.all(lines.read()));
        assertEquals(List.of("complete"), Decoded.all(lines.write("x")));
        assertEquals(List.of("complete"), Decoded.all(lines.write(Many.just("y", "z"))));
        assertEquals(List.of("complete"), Decoded.all(lines.writeAndEnd(Many.empty())));
        assertEquals(List.of("complete"), Decoded.all(lines.writeAndEnd("end")));
        assertEquals(List.of(Bytes.utf8("x\n"), Bytes.utf8("y\n"), Bytes.utf8("z\n"), Bytes.utf8("end\n")), written);
        assertEquals(List.of("open", "open", "ended", "ended"), ends);
    }

    @Test
    void nothingIsWrittenBeforeItIsSubscribed() {
        framed(Codec.lines()).write("x");
        assertEquals(List.of(), written);
    }

    /** A source of pieces that goes on where the last subscriber was cancelled, as a connection does. */
    private static ByteStream arriving(String... pieces) {
        Iterator<Bytes> rest = Stream.of(pieces).map(Bytes::utf8).iterator();
        return ByteStream.of(Many.fromIterable(() -> rest));
    }

    private static Framed<String, String> lines(ByteStream reading) {
        return Framed.of(reading, ByteStream::then, ByteStream::then, Codec.lines());
    }

    @Test
    void aLaterSubscriberReadsOn() {
        Framed<String, String> lines = lines(arriving("a\nb\nc", "", "d\n", "e\nf"));
        assertEquals(List.of("a", "complete"), Decoded.all(lines.read().next()));
        assertEquals(List.of("b", "complete"), Decoded.all(lines.read().next()));
        assertEquals(List.of("cd", "complete"), Decoded.all(lines.read().next()));
        assertEquals(List.of("e", "f", "complete"), Decoded.all(lines.read()));
        assertEquals(List.of("complete"), Decoded.all(lines.read()));
    }

    @Test
    void aSubscriberThatIsCancelledInTheMiddleOfAFrameLosesNothing() {
        StepScheduler scheduler = new StepScheduler();
        Mpsc<Bytes> incoming = Mpsc.unbounded();
        Framed<String, String> lines = lines(ByteStream.of(incoming.receive().repeat(Repeat.forever())));
        Probe<String> first = Decoded.serve(lines.read(), scheduler).request(9);
        incoming.trySend(Bytes.utf8("a\nbe"));
        scheduler.runAll();
        assertEquals(List.of("a"), first.signals());
        first.cancel();
        scheduler.runAll();
        Probe<String> second = Decoded.serve(lines.read(), scheduler).request(9);
        incoming.trySend(Bytes.utf8("gin\n"));
        scheduler.runAll();
        assertEquals(List.of("begin"), second.signals());
        assertEquals(List.of("a"), first.signals());
    }

    /** What was taken out of the last piece and not requested is there for the next subscriber. */
    @Test
    void framesThatWereNotRequestedAreKept() {
        StepScheduler scheduler = new StepScheduler();
        Framed<String, String> lines = lines(arriving("a\nb\nc\n"));
        Probe<String> first = Decoded.serve(lines.read(), scheduler).request(1);
        scheduler.runAll();
        first.cancel();
        scheduler.runAll();
        assertEquals(List.of("a"), first.signals());
        assertEquals(List.of("b", "c", "complete"), Decoded.all(lines.read()));
    }

    @Test
    void manySubscribersInARowReadWhatOneWouldHaveRead() {
        LengthPrefix options = LengthPrefix.of(1);
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            List<Object> expected = NaiveDecoders.lengthPrefixed(bytes, options);
            Iterator<Bytes> pieces = Decoded.pieces(bytes, random, 1 + random.nextInt(400)).iterator();
            Framed<Bytes, Bytes> frames = Framed.of(
                    ByteStream.of(Many.fromIterable(() -> pieces)),
                    ByteStream::then,
                    ByteStream::then,
                    Codec.lengthPrefixed(options));
            List<Object> found = new ArrayList<>();
            boolean ended = false;
            while (!ended) {
                int most = 1 + random.nextInt(5);
                List<Object> some = Decoded.all(frames.read().take(most));
                ended = some.size() <= most;
                found.addAll(ended ? some : some.subList(0, most));
            }
            assertEquals(expected, found, "seed " + seed);
        }
    }

    @Test
    void oneSubscriberReadsAtATime() {
        StepScheduler scheduler = new StepScheduler();
        Framed<String, String> lines = lines(ByteStream.of(Many.never()));
        Probe<String> first = Decoded.serve(lines.read(), scheduler).request(1);
        scheduler.runAll();
        assertEquals(List.of("StreamTakenException"), Decoded.all(lines.read()));
        assertEquals(List.of(), first.signals());
        first.cancel();
        scheduler.runAll();
        Probe<String> later = Decoded.serve(lines.read(), scheduler).request(1);
        scheduler.runAll();
        assertEquals(List.of(), later.signals());
    }

    @Test
    void aSubscriberMayReadAgainWhenItIsToldOfTheEnd() {
        Framed<String, String> lines = lines(arriving("a\n"));
        assertEquals(
                List.of("a", "again", "complete"),
                Decoded.all(lines.read().concatWith(lines.read()).concatWith(Many.just("again"))));
    }

    @Test
    void aFailureIsFinal() {
        Codec<Bytes, Bytes> short4 = Codec.delimited(4, Bytes.utf8("\n"));
        Framed<Bytes, Bytes> frames =
                Framed.of(arriving("a\n12345", "\nb\n"), ByteStream::then, ByteStream::then, short4);
        assertEquals(List.of(Bytes.utf8("a"), "FrameTooLongException"), Decoded.all(frames.read()));
        assertEquals(List.of("FrameTooLongException"), Decoded.all(frames.read()));
        assertEquals(List.of("FrameTooLongException"), Decoded.all(frames.read()));
    }

    @Test
    void anEndWithinAFrameFollowsTheFramesBeforeIt() {
        Framed<Bytes, Bytes> frames = Framed.of(
                arriving("a\n12"), ByteStream::then, ByteStream::then, Codec.delimited(Bytes.utf8("\n")));
        assertEquals(List.of(Bytes.utf8("a"), "UnexpectedEndException"), Decoded.oneByOne(frames.read()));
    }

    @Test
    void oneUnitOfDemandIsOneFrame() {
        List<Bytes> taken = new ArrayList<>();
        StepScheduler scheduler = new StepScheduler();
        Framed<String, String> lines = lines(arriving("a\nb\n", "c\n").doOnNext(taken::add));
        Probe<String> probe = Decoded.serve(lines.read(), scheduler).request(1);
        scheduler.runAll();
        assertEquals(List.of("a"), probe.signals());
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of("a", "b"), probe.signals());
        assertEquals(1, taken.size());
    }

    /** A client that sends a request and takes one answer, again and again. */
    @Test
    void requestsAndAnswers() {
        Framed<String, String> server = lines(arriving("one\ntw", "o\nthree\n"));
        Many<String> answers = Many.just("1", "2", "3")
                .concatMap(request -> server.write(request).then(server.read().next()));
        assertEquals(List.of("one", "two", "three", "complete"), Decoded.all(answers));
    }

    /** Each line is written with its number in the connection. */
    @Test
    void theStateOfTheEncoderBelongsToTheConnection() {
        Framed<Bytes, String> numbered = framed(Codec.of(() -> bytes -> bytes.take(1), () -> {
            int[] number = {0};
            return (line, bytes) -> bytes.putUtf8(++number[0] + " " + line);
        }));
        Decoded.all(numbered.write(Many.just("a", "b")));
        Decoded.all(numbered.write("c"));
        assertEquals(List.of(Bytes.utf8("1 a"), Bytes.utf8("2 b"), Bytes.utf8("3 c")), written);
    }

    @Test
    void aFailureToEncodeFailsTheWrite() {
        assertEquals(List.of("MalformedFrameException"), Decoded.all(framed(Codec.lines()).write("a\nb")));
        assertEquals(List.of(), ends);
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> Framed.of(null, b -> null, b -> null, Codec.lines()));
        assertThrows(NullPointerException.class, () -> Framed.of(reading, null, b -> null, Codec.lines()));
        assertThrows(NullPointerException.class, () -> Framed.of(reading, b -> null, null, Codec.lines()));
        assertThrows(NullPointerException.class, () -> Framed.of(reading, b -> null, b -> null, null));
    }
}

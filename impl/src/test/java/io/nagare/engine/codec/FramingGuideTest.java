package io.nagare.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.codec.Codec;
import io.nagare.codec.Cursor;
import io.nagare.codec.Decoder;
import io.nagare.codec.Encoder;
import io.nagare.codec.Framed;
import io.nagare.engine.GuideSnippets;
import io.nagare.failure.MalformedFrameException;
import io.nagare.policy.LengthPrefix;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The examples of docs/framing.md, and checks that they do what the page says. */
class FramingGuideTest {

    /** A connection as {@code nagare-net} has it, which keeps what is written. */
    private static final class Peer {

        private final List<Bytes> written = new ArrayList<>();
        private final ByteStream incoming;

        Peer(Bytes... incoming) {
            this.incoming = ByteStream.of(Many.fromIterable(List.of(incoming)));
        }

        ByteStream read() {
            return incoming;
        }

        One<Void> write(Publisher<Bytes> bytes) {
            return Many.from(bytes).doOnNext(written::add).then();
        }

        One<Void> write(Bytes bytes) {
            return write(One.just(bytes));
        }

        One<Void> writeAndEnd(Publisher<Bytes> bytes) {
            return write(bytes);
        }

        One<Void> writeAndEnd(Bytes bytes) {
            return write(bytes);
        }
    }

    private static Bytes utf8(String text) {
        return Bytes.utf8(text);
    }

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("framing.md", FramingGuideTest.class);
    }

    @Test
    void reading() {
        Peer peer = new Peer(utf8("\0\2h"), utf8("i\0\3you"));
        Many<Bytes> messages = peer.read().lengthPrefixed(LengthPrefix.of(2).maxFrame(10_000));
        assertEquals(List.of(utf8("hi"), utf8("you"), "complete"), Decoded.all(messages));
    }

    @Test
    void bothWays() {
        Peer peer = new Peer(utf8("\0\2hi"));
        Codec<Bytes, Bytes> codec = Codec.lengthPrefixed(LengthPrefix.of(2));
        Framed<Bytes, Bytes> messages = Framed.of(peer.read(), peer::write, peer::writeAndEnd, codec);
        One<Void> echo = messages.write(messages.read());
        assertEquals(List.of("complete"), Decoded.all(echo));
        assertEquals(List.of(utf8("\0\2hi")), peer.written);
    }

    @Test
    void requestsAndAnswers() {
        Peer peer = new Peer(utf8("\0\2hi\0\2you"));
        Framed<Bytes, Bytes> messages =
                Framed.of(peer.read(), peer::write, peer::writeAndEnd, Codec.lengthPrefixed(LengthPrefix.of(2)));
        Bytes request = utf8("hello");
        One<Bytes> answer = messages.write(request).then(messages.read().next());
        assertEquals(List.of(utf8("hi"), "complete"), Decoded.all(answer));
        assertEquals(List.of(utf8("\0\5hello")), peer.written);
    }

    @Test
    void headers() {
        LengthPrefix options = LengthPrefix.of(3).offset(1).order(ByteOrder.LITTLE_ENDIAN).inclusive(true).strip(0);
        assertEquals(
                List.of(utf8("T\6\0\0ab"), utf8("U\4\0\0"), "complete"),
                Decoded.all(Codec.lengthPrefixed(options).decode(Many.just(utf8("T\6\0\0abU\4\0\0")))));
    }

    /** Netstrings: {@code 5:hello,}. */
    static final class Netstrings implements Codec<String, String> {

        @Override
        public Decoder<String> decoder() {
            return bytes -> {
                int colon = bytes.indexOf((byte) ':');
                if (colon < 0) {
                    return null;
                }
                int length = Integer.parseInt(bytes.peek(colon).utf8());
                Bytes frame = bytes.take(colon + 1 + length + 1);
                if (frame.get(frame.length() - 1) != ',') {
                    throw new MalformedFrameException("a netstring does not end with a comma");
                }
                return frame.slice(colon + 1, frame.length() - 1).utf8();
            };
        }

        @Override
        public Encoder<String> encoder() {
            return (text, bytes) -> {
                Bytes content = Bytes.utf8(text);
                bytes.putUtf8(content.length() + ":").put(content).putByte(',');
            };
        }
    }

    @Test
    void netstrings() {
        Codec<String, String> codec = new Netstrings();
        byte[] bytes = "5:hello,0:,14:\u20ac 2.50 today,".getBytes(StandardCharsets.UTF_8);
        for (List<Object> found : Decoded.inAllWays(bytes, new Random(1), codec::decode)) {
            assertEquals(List.of("hello", "", "\u20ac 2.50 today", "complete"), found);
        }
        assertEquals(List.of(utf8("3:\u20ac,"), "complete"), Decoded.all(codec.encode(Many.just("\u20ac"))));
        assertEquals(
                List.of("a", "MalformedFrameException"), Decoded.all(codec.decode(Many.just(utf8("1:a,2:bcd")))));
        assertEquals(List.of("UnexpectedEndException"), Decoded.all(codec.decode(Many.just(utf8("3:a")))));
        assertEquals(
                List.of("FrameTooLongException"), Decoded.all(codec.maxFrame(100).decode(Many.just(utf8("99:")))));
    }

    /** Arrays of arrays of numbers, where {@code *2} begins an array of two and {@code :7} is a number. */
    static final class Arrays implements Decoder<List<?>> {

        private final List<List<Object>> open = new ArrayList<>();
        private final List<Integer> missing = new ArrayList<>();

        @Override
        public List<?> decode(Cursor bytes) {
            int end = bytes.indexOf((byte) '\n');
            if (end < 0) {
                return null;
            }
            String line = bytes.take(end + 1).utf8();
            int number = Integer.parseInt(line.substring(1).strip());
            Object part = number;
            if (line.charAt(0) == '*') {
                part = new ArrayList<>();
            }
            return add(part, line.charAt(0) == '*' ? number : 0);
        }

        /** Adds a part to the innermost array, and closes what is complete. */
        @SuppressWarnings("unchecked")
        private List<?> add(Object part, int parts) {
            if (!open.isEmpty()) {
                open.get(open.size() - 1).add(part);
                missing.set(missing.size() - 1, missing.get(missing.size() - 1) - 1);
            }
            if (part instanceof List<?>) {
                open.add((List<Object>) part);
                missing.add(parts);
            }
            List<Object> closed = null;
            while (!open.isEmpty() && missing.get(missing.size() - 1) == 0) {
                closed = open.remove(open.size() - 1);
                missing.remove(missing.size() - 1);
            }
            return open.isEmpty() ? closed : null;
        }
    }

    /** A decoder with state returns null after each part, which keeps what it has taken. */
    @Test
    void nestedFrames() {
        Codec<List<?>, Bytes> codec = Codec.of(Arrays::new, () -> (frame, bytes) -> bytes.put(frame));
        byte[] bytes = "*2\n:1\n*2\n:2\n*0\n*1\n:3\n".getBytes(StandardCharsets.US_ASCII);
        for (List<Object> found : Decoded.inAllWays(bytes, new Random(1), codec::decode)) {
            assertEquals(List.of(List.of(1, List.of(2, List.of())), List.of(3), "complete"), found);
        }
        byte[] cut = "*2\n:1\n".getBytes(StandardCharsets.US_ASCII);
        for (List<Object> found : Decoded.inAllWays(cut, new Random(1), codec::decode)) {
            assertEquals(List.of("UnexpectedEndException"), found);
        }
    }
}

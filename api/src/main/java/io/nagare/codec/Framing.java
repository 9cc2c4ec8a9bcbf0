package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/** Makes the streams of a codec's two directions. Stateless; called on any thread. */
final class Framing {

    /** The bound of a frame, in bytes, unless a codec says otherwise. */
    static final int DEFAULT_BOUND = 1024 * 1024;

    private Framing() {}

    static <In> Many<In> decode(Publisher<Bytes> bytes, Codec<In, ?> codec) {
        requireNonNull(bytes, "bytes");
        checkBound(codec.maxFrame());
        return Programs.many(
                bytes,
                new Stage.Gather<FrameDecoding<In>, Bytes, In>(
                        () -> new FrameDecoding<>(codec),
                        (decoding, piece, frames) -> decoding.decode(piece, frames),
                        FrameDecoding::finish,
                        true,
                        FrameDecoding::release));
    }

    static <Out> ByteStream encode(Publisher<? extends Out> frames, Supplier<? extends Encoder<Out>> encoder) {
        requireNonNull(frames, "frames");
        return ByteStream.of(Programs.many(
                frames,
                new Stage.Gather<FrameEncoding<Out>, Out, Bytes>(
                        () -> new FrameEncoding<>(encoder.get()),
                        (encoding, frame, bytes) -> encoding.encode(frame, bytes),
                        (encoding, bytes) -> {},
                        true)));
    }

    static void checkBound(int maxFrame) {
        if (maxFrame < 1) {
            throw new IllegalArgumentException("a codec needs a maxFrame of at least 1, but was given " + maxFrame);
        }
    }

    /**
     * Refuses a bound under which a codec could read nothing.
     *
     * @param who the codec, and what of it has so many bytes
     */
    static void checkRoom(int maxFrame, long least, String who) {
        checkBound(maxFrame);
        if (maxFrame < least) {
            throw new IllegalArgumentException(
                    "a maxFrame of " + maxFrame + " has no room for " + who + " has " + least + " bytes");
        }
    }
}

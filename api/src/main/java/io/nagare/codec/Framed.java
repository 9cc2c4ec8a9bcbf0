package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Outcome;
import io.nagare.failure.StreamTakenException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A connection of frames: two directions of bytes with a {@link Codec} in between. It owns nothing. What carries the
 * bytes is closed as if it were used without this.
 *
 * <p>The codec's decoder and encoder are made once and belong to the connection. So a state that lasts from frame to
 * frame outlives a single reader or write.
 *
 * <p>May be used by any thread. The two directions may run in parallel.
 *
 * @param <In> the type of the frames that are read
 * @param <Out> the type of the frames that are written
 * @since 0.1
 */
public final class Framed<In, Out> {

    private final ByteStream reading;
    private final Function<? super ByteStream, One<Void>> writing;
    private final Function<? super ByteStream, One<Void>> writingAndEnding;
    private final Codec<In, Out> codec;

    /** Whether a subscriber reads. It is set before and reset after all use of {@link #frames}, and orders the uses. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final FrameReading<In> frames;

    /** Made when it is first needed: a connection may only be read from. */
    private @Nullable Encoder<Out> encoder;

    private Framed(
            ByteStream reading,
            Function<? super ByteStream, One<Void>> writing,
            Function<? super ByteStream, One<Void>> writingAndEnding,
            Codec<In, Out> codec) {
        this.reading = requireNonNull(reading, "reading");
        this.writing = requireNonNull(writing, "writing");
        this.writingAndEnding = requireNonNull(writingAndEnding, "writingAndEnding");
        this.codec = requireNonNull(codec, "codec");
        Framing.checkBound(codec.maxFrame());
        this.frames = new FrameReading<>(codec);
    }

    /**
     * Puts a codec between a user and any two directions of bytes.
     *
     * @param reading the bytes that come in; a later subscriber reads on where the last one was cancelled
     * @param writing writes bytes and leaves its direction open; it is called for each write
     * @param writingAndEnding writes bytes and ends its direction; it is called for each such write
     * @param codec reads and writes the frames
     */
    public static <In, Out> Framed<In, Out> of(
            ByteStream reading,
            Function<? super ByteStream, One<Void>> writing,
            Function<? super ByteStream, One<Void>> writingAndEnding,
            Codec<In, Out> codec) {
        return new Framed<>(reading, writing, writingAndEnding, codec);
    }

    /**
     * Emits the frames that come in. One unit of demand is one frame.
     *
     * <p>Cancellation loses nothing: a later subscriber reads on with the next frame. So {@code read().next()} takes
     * one frame, again and again. After the end a subscriber completes at once.
     *
     * <p>Demand: requests bytes one item at a time, when all frames of the last item have been taken. Errors: as {@link
     * Codec#decode}; after one, every later subscriber fails with it too. {@link StreamTakenException} if there is
     * another subscriber at the moment. Buffer: the beginning of a frame, up to the bound, and the bytes of one item.
     */
    public Many<In> read() {
        return Many.defer(() -> {
            if (busy.getAndSet(true)) {
                return Many.error(new StreamTakenException("another subscriber reads the frames of this connection;"
                        + " to have several subscribers, share them: read().share(...)"));
            }
            return frames();
        });
    }

    /**
     * Whether bytes have come that no subscriber has got as frames, such as the beginning of a frame, or a frame that
     * came together with the last one. False while a subscriber reads.
     */
    public boolean hasUnread() {
        return !busy.get() && frames.hasRest();
    }

    private Many<In> frames() {
        try {
            return frames.framesOf(reading).doOnTerminate(this::release).doFinally(this::releaseIfCancelled);
        } catch (Throwable failure) {
            release();
            throw failure;
        }
    }

    /** Lets the next subscriber in, before this one is told of the end and may want to be it. */
    private void release() {
        busy.set(false);
    }

    private void releaseIfCancelled(Outcome outcome) {
        if (outcome == Outcome.CANCELLED) {
            busy.set(false);
        }
    }

    /**
     * Writes the frames, and leaves our direction open for more. Completes when all of their bytes have been written.
     * Begins on subscription. Demand: as {@link Codec#encode}. Cancellation and errors: as those of writing the bytes,
     * and those of the encoder.
     */
    public One<Void> write(Publisher<? extends Out> frames) {
        return writing.apply(encode(frames));
    }

    /** Writes a frame, and leaves our direction open for more. Otherwise as {@link #write(Publisher)}. */
    public One<Void> write(Out frame) {
        return write(One.just(frame));
    }

    /** Writes the frames, then ends our direction. Otherwise as {@link #write(Publisher)}. */
    public One<Void> writeAndEnd(Publisher<? extends Out> frames) {
        return writingAndEnding.apply(encode(frames));
    }

    /** Writes a frame, then ends our direction. Otherwise as {@link #write(Publisher)}. */
    public One<Void> writeAndEnd(Out frame) {
        return writeAndEnd(One.just(frame));
    }

    private ByteStream encode(Publisher<? extends Out> frames) {
        return Framing.encode(frames, this::encoder);
    }

    private synchronized Encoder<Out> encoder() {
        Encoder<Out> made = encoder;
        if (made == null) {
            made = codec.encoder();
            encoder = made;
        }
        return made;
    }
}

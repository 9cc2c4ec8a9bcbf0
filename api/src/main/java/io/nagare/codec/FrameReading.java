package io.nagare.codec;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a connection for one subscriber after the other. What a subscriber has not taken waits for the
 * next one: the bytes, and the frame that was looked for because the subscriber might have reached the end.
 *
 * <p>It is the iterator of all frames that are there, and is iterated on the strand of the present subscriber. The one
 * that hands it on orders the uses.
 */
final class FrameReading<In> implements Iterable<In>, Iterator<In> {

    private final FrameDecoding<In> decoding;

    private @Nullable In next;

    /** Whether the bytes have ended. */
    private boolean atEnd;

    /** Why decoding has failed. Later subscribers fail with it too, since nothing says where the next frame begins. */
    private @Nullable Throwable failure;

    FrameReading(Codec<In, ?> codec) {
        decoding = new FrameDecoding<>(codec);
    }

    /** Emits the frames that are there, and those in the bytes that come. Called on the subscriber's strand. */
    Many<In> framesOf(ByteStream bytes) {
        if (failure != null) {
            return Many.error(failure);
        }
        Many<In> coming = Many.concat(bytes.flatMapIterable(this::add), Many.defer(this::last));
        return hasNext() ? Many.concat(Many.fromIterable(this), coming) : coming;
    }

    private Iterable<In> add(Bytes piece) {
        decoding.add(piece);
        return this;
    }

    private Many<In> last() {
        atEnd = true;
        return hasNext() ? Many.fromIterable(this) : Many.empty();
    }

    /** Whether bytes have come that no subscriber has got. */
    boolean hasRest() {
        return next != null || decoding.hasRest();
    }

    @Override
    public Iterator<In> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = look();
        }
        return next != null;
    }

    private @Nullable In look() {
        try {
            In frame = decoding.poll();
            return frame == null && atEnd ? decoding.pollLast() : frame;
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        }
    }

    @Override
    public In next() {
        In frame = hasNext() ? next : null;
        if (frame == null) {
            throw new NoSuchElementException("no frame is complete");
        }
        next = null;
        return frame;
    }
}

package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.emit.Output;
import io.nagare.failure.UnexpectedEndException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a decoder. Belongs to one subscription, or to several of which one follows the other, and is called on the
 * strand.
 */
final class FrameDecoding<In> {

    private final Decoder<In> decoder;
    private final Cursor cursor;

    /** Whether the stream has ended. That may happen while a frame is emitted. */
    private boolean released;

    /** Whether the decoder has emitted all that the end of the bytes completes. */
    private boolean finished;

    FrameDecoding(Codec<In, ?> codec) {
        decoder = requireNonNull(codec.decoder(), "decode: the codec's decoder()");
        cursor = new Cursor(codec.maxFrame());
    }

    /** Takes a piece, and emits the frames that it completes. */
    void decode(Bytes piece, Output<? super In> frames) {
        add(piece);
        while (!released) {
            In frame = poll();
            if (frame == null) {
                return;
            }
            frames.emit(frame);
        }
    }

    /** Whether bytes have come that are in no frame yet. */
    boolean hasRest() {
        return cursor.remaining() > 0;
    }

    void add(Bytes piece) {
        cursor.add(piece);
    }

    /** Returns the next frame, or null if it needs more bytes. */
    @Nullable In poll() {
        In frame = null;
        while (frame == null && cursor.isReady()) {
            frame = next();
        }
        if (frame == null) {
            cursor.settle();
        }
        return frame;
    }

    private @Nullable In next() {
        cursor.beginCall();
        In frame = null;
        try {
            frame = decoder.decode(cursor);
        } catch (Throwable thrown) {
            // The decoder may have caught what ended its call, and thrown something else.
            if (!cursor.isAbandoned()) {
                throw thrown;
            }
        }
        return cursor.endCall(frame != null, decoder) ? frame : null;
    }

    /** Emits what the end of the bytes completes. */
    void finish(Output<? super In> frames) {
        while (!released) {
            In frame = pollLast();
            if (frame == null) {
                return;
            }
            frames.emit(frame);
        }
    }

    /** Returns the next frame that the end of the bytes completes, or null if there are no more bytes. */
    @Nullable In pollLast() {
        In frame = finished ? null : last();
        long left = cursor.unfinished();
        finished = frame == null || left == 0 || !cursor.took();
        if (frame == null && left > 0) {
            throw new UnexpectedEndException(left);
        }
        return frame;
    }

    private @Nullable In last() {
        cursor.beginCall();
        In frame = null;
        try {
            frame = decoder.finish(cursor);
        } catch (Throwable thrown) {
            // The decoder may have caught what ended its call, and thrown something else.
            if (!cursor.isAbandoned()) {
                throw thrown;
            }
        }
        return cursor.endLastCall(frame != null) ? frame : null;
    }

    /** Forgets what waits for the rest of a frame. Returns the items that are held: there are none. */
    List<Object> release() {
        released = true;
        cursor.release();
        return List.of();
    }
}

package io.nagare.codec;

import io.nagare.Bytes;
import org.jspecify.annotations.Nullable;

/** Pieces of one size. Has no state of a subscription, so it is its own decoder. */
record ChunkedCodec(int size) implements Codec<Bytes, Bytes>, Decoder<Bytes> {

    ChunkedCodec {
        if (size < 1) {
            throw new IllegalArgumentException("chunked needs a size of at least 1, but was given " + size);
        }
    }

    @Override
    public int maxFrame() {
        return size;
    }

    @Override
    public Codec<Bytes, Bytes> maxFrame(int bytes) {
        Framing.checkRoom(bytes, size, "chunked, whose every piece but the last");
        return Codec.super.maxFrame(bytes);
    }

    @Override
    public Decoder<Bytes> decoder() {
        return this;
    }

    @Override
    public @Nullable Bytes decode(Cursor bytes) {
        return bytes.has(size) ? bytes.take(size) : null;
    }

    @Override
    public @Nullable Bytes finish(Cursor bytes) {
        return bytes.remaining() == 0 ? null : bytes.take(bytes.remaining());
    }

    @Override
    public Encoder<Bytes> encoder() {
        return (frame, bytes) -> bytes.put(frame);
    }
}

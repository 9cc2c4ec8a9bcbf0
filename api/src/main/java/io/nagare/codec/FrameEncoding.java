package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.emit.Output;

/** Calls the encoder of one subscription, on its strand. */
final class FrameEncoding<Out> {

    private final Encoder<Out> encoder;
    private final BytesBuilder builder = new BytesBuilder();

    FrameEncoding(Encoder<Out> encoder) {
        this.encoder = requireNonNull(encoder, "encode: the codec's encoder()");
    }

    void encode(Out frame, Output<? super Bytes> bytes) {
        encoder.encode(frame, builder);
        builder.emit(bytes);
    }
}

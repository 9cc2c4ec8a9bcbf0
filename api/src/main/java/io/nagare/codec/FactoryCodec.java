package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/** A codec of two functions and a bound. */
record FactoryCodec<In, Out>(
        Supplier<? extends Decoder<In>> decoders, Supplier<? extends Encoder<Out>> encoders, int maxFrame)
        implements Codec<In, Out> {

    FactoryCodec {
        requireNonNull(decoders, "decoder");
        requireNonNull(encoders, "encoder");
        Framing.checkBound(maxFrame);
    }

    @Override
    public Decoder<In> decoder() {
        return decoders.get();
    }

    @Override
    public Encoder<Out> encoder() {
        return encoders.get();
    }
}

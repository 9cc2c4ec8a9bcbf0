package io.nagare.codec;

import io.nagare.policy.LineOptions;

/** Lines. The options have a bound of their own, so the bound of frames is not used. */
record LineCodec(LineOptions options) implements Codec<String, String> {

    @Override
    public int maxFrame() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Decoder<String> decoder() {
        return new LineDecoder(options);
    }

    @Override
    public Encoder<String> encoder() {
        return new LineEncoder(options);
    }
}

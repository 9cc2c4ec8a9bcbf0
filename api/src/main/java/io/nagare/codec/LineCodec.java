package io.nagare.codec;

import io.nagare.Bytes;
import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedFrameException;
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
        return (line, bytes) -> {
            if (line.indexOf('\n') >= 0) {
                throw new MalformedFrameException(
                        "a line to write contains a line feed, so a reader would take it for several lines");
            }
            Bytes text = Bytes.wrap(line.getBytes(options.decoding().charset()));
            if (text.length() > options.maxLength()) {
                throw new LineTooLongException(options.maxLength());
            }
            bytes.put(text).putByte('\n');
        };
    }
}

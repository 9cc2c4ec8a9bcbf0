package io.nagare.codec;

import io.nagare.Bytes;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.MalformedFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Frames with a delimiter behind each. Has no state of a subscription, so it is its own decoder.
 *
 * @param longest the longest frame allowed, without its delimiter
 */
record DelimitedCodec(int longest, Delimiters delimiters) implements Codec<Bytes, Bytes>, Decoder<Bytes> {

    DelimitedCodec {
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "delimited needs a maxFrame of at least 1, but was given " + longest);
        }
    }

    @Override
    public int maxFrame() {
        return (int) Math.min(Integer.MAX_VALUE, (long) longest + delimiters.longest());
    }

    @Override
    public Codec<Bytes, Bytes> maxFrame(int bytes) {
        Framing.checkRoom(bytes, delimiters.shortest(), "delimited, whose shortest delimiter");
        return Codec.super.maxFrame(bytes);
    }

    @Override
    public Decoder<Bytes> decoder() {
        return this;
    }

    @Override
    public @Nullable Bytes decode(Cursor bytes) {
        int length = -1;
        long end = Long.MAX_VALUE;
        for (Bytes delimiter : delimiters.all()) {
            int at = bytes.indexOf(delimiter);
            long endOfThis = (long) at + delimiter.length();
            if (at >= 0 && (endOfThis < end || endOfThis == end && at < length)) {
                length = at;
                end = endOfThis;
            }
        }
        if (length < 0) {
            checkBound(bytes.remaining() - delimiters.longest() + 1L);
            return null;
        }
        checkBound(length);
        Bytes frame = bytes.take(length);
        bytes.skip((int) (end - length));
        return frame;
    }

    private void checkBound(long length) {
        if (length > longest) {
            throw new FrameTooLongException(longest, length);
        }
    }

    @Override
    public Encoder<Bytes> encoder() {
        return (frame, bytes) -> {
            checkBound(frame.length());
            if (delimiters.occurIn(frame)) {
                throw new MalformedFrameException("a frame to write contains a delimiter, or one with the delimiter"
                        + " behind it, so a reader would take it for another frame: " + frame);
            }
            bytes.put(frame).put(delimiters.all().get(0));
        };
    }
}

package io.nagare.codec;

import io.nagare.Bytes;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.policy.LengthPrefix;
import org.jspecify.annotations.Nullable;

/** Frames that begin with their length. Has no state of a subscription, so it is its own decoder. */
record LengthPrefixedCodec(LengthPrefix options) implements Codec<Bytes, Bytes>, Decoder<Bytes> {

    /** Refuses options that no frame can obey. */
    LengthPrefixedCodec {
        if (options.strip() > options.maxFrame()) {
            throw new IllegalArgumentException("lengthPrefixed is to strip " + options.strip()
                    + " bytes of each frame, but no frame has more than its maxFrame, " + options.maxFrame());
        }
        int header = options.offset() + options.width();
        long added = added(options);
        if (added > options.maxFrame()) {
            throw new IllegalArgumentException("lengthPrefixed can read no frame: with an adjustment of "
                    + options.adjustment() + " a frame has at least " + added + " bytes, and its maxFrame is "
                    + options.maxFrame());
        }
        // Compared this way round, nothing overflows.
        long least = Math.max(header, options.strip());
        if (largestField(options) < least - added) {
            throw new IllegalArgumentException("lengthPrefixed can read no frame: a length field of " + options.width()
                    + (options.width() == 1 ? " byte" : " bytes") + " and an adjustment of " + options.adjustment()
                    + " make a frame of at most " + (largestField(options) + added) + " bytes, but its header has "
                    + header + " and " + options.strip() + " are to be stripped");
        }
    }

    @Override
    public int maxFrame() {
        return options.maxFrame();
    }

    @Override
    public Codec<Bytes, Bytes> maxFrame(int bytes) {
        long least = Math.max(added(options), Math.max(header(), options.strip()));
        Framing.checkRoom(bytes, least, "lengthPrefixed, whose shortest frame");
        return Codec.super.maxFrame(bytes);
    }

    @Override
    public Decoder<Bytes> decoder() {
        return this;
    }

    @Override
    public @Nullable Bytes decode(Cursor bytes) {
        if (!bytes.has(header())) {
            return null;
        }
        int length = frameLength(bytes.peekNumber(options.offset(), options.width(), options.order()));
        if (!bytes.has(length)) {
            return null;
        }
        bytes.skip(options.strip());
        return bytes.take(length - options.strip());
    }

    private int header() {
        return options.offset() + options.width();
    }

    /** What is added to the field's value to get the length of the whole frame. */
    private static long added(LengthPrefix options) {
        long header = (long) options.offset() + options.width();
        return options.inclusive() ? options.adjustment() : header + options.adjustment();
    }

    private static long largestField(LengthPrefix options) {
        return options.width() == Long.BYTES ? Long.MAX_VALUE : (1L << options.width() * Byte.SIZE) - 1;
    }

    /** Returns the length of the whole frame. */
    private int frameLength(long field) {
        if (field < 0) {
            throw new MalformedFrameException(
                    "the length field of a frame holds " + field + ", and a length cannot be negative");
        }
        long added = added(options);
        long length = field > Long.MAX_VALUE - Math.max(0, added) ? Long.MAX_VALUE : field + added;
        if (length < header()) {
            throw new MalformedFrameException("the length field of a frame holds " + field + ", which makes a frame of "
                    + length + " bytes, but the header alone has " + header());
        }
        if (length < options.strip()) {
            throw new MalformedFrameException("the length field of a frame holds " + field + ", which makes a frame of "
                    + length + " bytes, of which " + options.strip() + " are to be stripped");
        }
        if (length > options.maxFrame()) {
            throw new FrameTooLongException(options.maxFrame(), length);
        }
        return (int) length;
    }

    @Override
    public Encoder<Bytes> encoder() {
        if (options.strip() == 0) {
            return this::encodeWhole;
        }
        if (options.offset() == 0 && options.strip() == options.width()) {
            return this::encodeContent;
        }
        throw new IllegalStateException("lengthPrefixed cannot write frames if " + options.strip()
                + " bytes are stripped and the header has " + header()
                + ": nothing says what the header is; use strip(0), and give it frames with their header");
    }

    private void encodeContent(Bytes frame, BytesBuilder bytes) {
        long field = fieldOf((long) header() + frame.length());
        bytes.putNumber(field, options.width(), options.order()).put(frame);
    }

    private void encodeWhole(Bytes frame, BytesBuilder bytes) {
        if (frame.length() < header()) {
            throw new MalformedFrameException("a frame to write has " + frame.length()
                    + " bytes, but its header alone has " + header());
        }
        bytes.put(frame.slice(0, options.offset()))
                .putNumber(fieldOf(frame.length()), options.width(), options.order())
                .put(frame.slice(header()));
    }

    /** Returns what the field of a frame of that length holds. */
    private long fieldOf(long length) {
        if (length > options.maxFrame()) {
            throw new FrameTooLongException(options.maxFrame(), length);
        }
        long field = length - added(options);
        if (field < 0) {
            throw new MalformedFrameException("a frame to write has " + length
                    + " bytes, for which its length field would have to hold " + field);
        }
        long largest = largestField(options);
        if (field > largest) {
            throw new FrameTooLongException(largest + added(options), length);
        }
        return field;
    }
}

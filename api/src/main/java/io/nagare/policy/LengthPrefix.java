package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.nio.ByteOrder;

/**
 * Where the length of a frame stands, and what it counts. The header of a frame is all up to the end of the length
 * field: {@code offset + width} bytes.
 *
 * <p>Each value is checked by itself here. {@link io.nagare.codec.Codec#lengthPrefixed} checks that they allow a frame
 * together.
 *
 * @param width how many bytes the length field has, 1 to 8; fewer than 8 hold an unsigned number
 * @param order the order of its bytes
 * @param offset how many bytes stand before the field, at least 0
 * @param adjustment what is added to the field's value to get how many bytes follow the header; negative if the field
 *     counts more than them
 * @param inclusive whether the field counts the header too
 * @param strip how many bytes at the beginning of a frame are left out of what is emitted, at least 0
 * @param maxFrame the longest frame allowed, with its header, in bytes, at least as much as the header has
 * @since 0.1
 */
public record LengthPrefix(
        int width, ByteOrder order, int offset, int adjustment, boolean inclusive, int strip, int maxFrame) {

    private static final int DEFAULT_MAX_FRAME = 1024 * 1024;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LengthPrefix {
        requireNonNull(order, "order");
        if (width < 1 || width > Long.BYTES) {
            throw new IllegalArgumentException(
                    "lengthPrefixed needs a length field of 1 to 8 bytes, but was given " + width);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("lengthPrefixed needs an offset of at least 0, but was given " + offset);
        }
        if (strip < 0) {
            throw new IllegalArgumentException(
                    "lengthPrefixed can strip at least 0 bytes, but was given " + strip);
        }
        if (maxFrame < (long) offset + width) {
            throw new IllegalArgumentException("lengthPrefixed needs a maxFrame of at least the "
                    + ((long) offset + width) + " bytes of its header, but was given " + maxFrame);
        }
    }

    /**
     * A field of so many bytes, 1 to 8, at the beginning of a frame. The most significant byte comes first. The field
     * counts the bytes that follow it, and is stripped. A frame has at most 1 MiB.
     */
    public static LengthPrefix of(int width) {
        return new LengthPrefix(width, ByteOrder.BIG_ENDIAN, 0, 0, false, Math.max(width, 0), DEFAULT_MAX_FRAME);
    }

    /** The same in another order of the field's bytes. */
    public LengthPrefix order(ByteOrder bytes) {
        return new LengthPrefix(width, bytes, offset, adjustment, inclusive, strip, maxFrame);
    }

    /**
     * The same behind so many other bytes, at least 0. The whole header is stripped; call {@link #strip(int)} behind
     * this to change that.
     */
    public LengthPrefix offset(int bytes) {
        int header = (int) Math.min(Integer.MAX_VALUE, (long) bytes + width);
        return new LengthPrefix(width, order, bytes, adjustment, inclusive, Math.max(header, 0), maxFrame);
    }

    /** The same with another number to add to the field's value. */
    public LengthPrefix adjustment(int bytes) {
        return new LengthPrefix(width, order, offset, bytes, inclusive, strip, maxFrame);
    }

    /** The same with a field that counts the header too, or does not. */
    public LengthPrefix inclusive(boolean withHeader) {
        return new LengthPrefix(width, order, offset, adjustment, withHeader, strip, maxFrame);
    }

    /** The same with so many bytes left out at the beginning of a frame, at least 0. With 0 nothing is left out. */
    public LengthPrefix strip(int bytes) {
        return new LengthPrefix(width, order, offset, adjustment, inclusive, bytes, maxFrame);
    }

    /** The same with another bound on a frame with its header, in bytes. */
    public LengthPrefix maxFrame(int bytes) {
        return new LengthPrefix(width, order, offset, adjustment, inclusive, strip, bytes);
    }
}

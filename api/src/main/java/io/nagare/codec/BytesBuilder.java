package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.emit.Output;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link Encoder} puts the bytes of a frame into. It grows as needed. An encoder uses it only within the call
 * to which it was given.
 *
 * <p>Numbers are written in network byte order, most significant byte first, unless an order is given. Each method
 * returns this builder.
 *
 * @since 0.1
 */
public final class BytesBuilder {

    /** Bytes of at least this length are not copied. */
    private static final int LARGE = 4096;

    private static final int SMALLEST = 32;

    private static final byte[] EMPTY = {};

    /** What was put before the bytes in {@link #buffer}. */
    private final List<Bytes> before = new ArrayList<>(1);

    private long lengthBefore;

    /** Holds what was put last, from {@link #from} to below {@link #to}. */
    private byte[] buffer = EMPTY;

    private int from;
    private int to;

    /** How many bytes of the last frame were in a buffer. The next one will have about as many. */
    private int expected = SMALLEST;

    BytesBuilder() {}

    /** Returns how many bytes of this frame were put. */
    public long length() {
        return lengthBefore + to - from;
    }

    /** Puts bytes. If they are many, they are not copied. */
    public BytesBuilder put(Bytes bytes) {
        int length = requireNonNull(bytes, "bytes").length();
        if (length >= LARGE) {
            cut();
            before.add(bytes);
            lengthBefore += length;
            return this;
        }
        reserve(length);
        bytes.copyTo(buffer, to);
        to += length;
        return this;
    }

    /** Puts the text, encoded in UTF-8. */
    public BytesBuilder putUtf8(String text) {
        return put(Bytes.wrap(requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8)));
    }

    /** Puts the lowest eight bits. */
    public BytesBuilder putByte(int value) {
        reserve(1);
        buffer[to++] = (byte) value;
        return this;
    }

    /** Puts the lowest 16 bits. */
    public BytesBuilder putShort(int value) {
        return putShort(value, ByteOrder.BIG_ENDIAN);
    }

    /** Puts the lowest 16 bits in that order. */
    public BytesBuilder putShort(int value, ByteOrder order) {
        return putNumber(value, Short.BYTES, order);
    }

    /** Puts four bytes. */
    public BytesBuilder putInt(int value) {
        return putInt(value, ByteOrder.BIG_ENDIAN);
    }

    /** Puts four bytes in that order. */
    public BytesBuilder putInt(int value, ByteOrder order) {
        return putNumber(value, Integer.BYTES, order);
    }

    /** Puts eight bytes. */
    public BytesBuilder putLong(long value) {
        return putLong(value, ByteOrder.BIG_ENDIAN);
    }

    /** Puts eight bytes in that order. */
    public BytesBuilder putLong(long value, ByteOrder order) {
        return putNumber(value, Long.BYTES, order);
    }

    /**
     * Puts the lowest bytes of a number.
     *
     * @param width how many bytes, 1 to 8
     * @param order the order of the bytes
     */
    public BytesBuilder putNumber(long value, int width, ByteOrder order) {
        Cursor.checkWidth(width);
        boolean bigEndian = requireNonNull(order, "order") == ByteOrder.BIG_ENDIAN;
        reserve(width);
        for (int i = 0; i < width; i++) {
            int shift = bigEndian ? width - 1 - i : i;
            buffer[to++] = (byte) (value >>> shift * Byte.SIZE);
        }
        return this;
    }

    private void reserve(int count) {
        if (buffer.length - to >= count) {
            return;
        }
        int length = to - from;
        int capacity = Math.addExact(length, Math.max(count, Math.max(length, expected)));
        byte[] larger = new byte[capacity];
        System.arraycopy(buffer, from, larger, 0, length);
        buffer = larger;
        from = 0;
        to = length;
    }

    /** Moves what is in the buffer to the bytes before. The rest of the buffer takes what follows. */
    private void cut() {
        if (to > from) {
            before.add(Bytes.wrap(buffer, from, to - from));
            lengthBefore += to - from;
            from = to;
        }
    }

    /** Emits the bytes of the frame, if there are any, and begins a new frame. */
    void emit(Output<? super Bytes> output) {
        expected = Math.max(SMALLEST, Math.min(LARGE, to));
        cut();
        buffer = EMPTY;
        from = 0;
        to = 0;
        lengthBefore = 0;
        if (before.size() == 1) {
            output.emit(before.remove(0));
            return;
        }
        Bytes[] frame = before.toArray(new Bytes[0]);
        before.clear();
        for (Bytes piece : frame) {
            output.emit(piece);
        }
    }
}

package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.failure.MalformedTextException;
import io.nagare.policy.Decoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes, the item of every byte stream. It belongs to the garbage collector: there is nothing
 * to release, so dropping, caching, sharing or cancelling cannot leak it. Slicing shares the bytes and costs the same
 * at any length.
 *
 * <p>Safe for use by any number of threads.
 *
 * @since 0.1
 */
public final class Bytes implements Comparable<Bytes> {

    /** Replaces malformed bytes in decoded text. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;

    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Returns an empty sequence. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** Returns a copy of an array. */
    public static Bytes copyOf(byte... bytes) {
        return requireNonNull(bytes, "bytes").length == 0 ? EMPTY : new Bytes(bytes.clone(), 0, bytes.length);
    }

    /**
     * Returns the bytes of the array itself, without a copy. The caller gives the array away. Changing it afterwards
     * breaks the promise that these bytes never change.
     */
    public static Bytes wrap(byte[] bytes) {
        return requireNonNull(bytes, "bytes").length == 0 ? EMPTY : new Bytes(bytes, 0, bytes.length);
    }

    /**
     * Returns a part of the array itself, without a copy; see {@link #wrap(byte[])}.
     *
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    public static Bytes wrap(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, requireNonNull(bytes, "bytes").length);
        return length == 0 ? EMPTY : new Bytes(bytes, offset, length);
    }

    /** Returns a copy of the buffer's remaining bytes, and moves its position to its limit. */
    public static Bytes copyOf(ByteBuffer buffer) {
        int length = requireNonNull(buffer, "buffer").remaining();
        if (length == 0) {
            return EMPTY;
        }
        byte[] copy = new byte[length];
        buffer.get(copy);
        return new Bytes(copy, 0, length);
    }

    /** Returns the text, encoded in UTF-8. */
    public static Bytes utf8(String text) {
        return wrap(requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * Returns the byte at an index, 0 to below {@link #length()}.
     *
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public byte get(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /**
     * Returns the bytes from an index on, without a copy.
     *
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public Bytes slice(int from) {
        return slice(from, length);
    }

    /**
     * Returns the bytes from one index to below another, without a copy.
     *
     * @throws IndexOutOfBoundsException if the range is not within these bytes
     */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        if (from == 0 && to == length) {
            return this;
        }
        return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
    }

    /**
     * Returns these bytes followed by the others. Copies, unless one of the two is empty.
     *
     * @throws ArithmeticException if there would be more than {@link Integer#MAX_VALUE} bytes
     */
    public Bytes concat(Bytes other) {
        if (requireNonNull(other, "other").length == 0) {
            return this;
        }
        if (length == 0) {
            return other;
        }
        byte[] joined = Arrays.copyOfRange(array, offset, offset + Math.addExact(length, other.length));
        System.arraycopy(other.array, other.offset, joined, length, other.length);
        return new Bytes(joined, 0, joined.length);
    }

    /**
     * Returns the first index, at least {@code from}, that holds the byte, or -1 if none does.
     *
     * @throws IndexOutOfBoundsException if {@code from} is out of range
     */
    public int indexOf(byte value, int from) {
        Objects.checkFromToIndex(from, length, length);
        int end = offset + length;
        int i = offset + from;
        long wanted = (value & 0xFFL) * LOWEST_BITS;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long difference = (long) EIGHT_BYTES.get(array, i) ^ wanted;
            // The lowest bit that is left is the highest bit of the first byte that is zero (Warren, Hacker's Delight,
            // 6-1).
            long found = (difference - LOWEST_BITS) & ~difference & HIGHEST_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE - offset;
            }
        }
        for (; i < end; i++) {
            if (array[i] == value) {
                return i - offset;
            }
        }
        return -1;
    }

    /** Returns a read-only buffer over the bytes, without a copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * Puts the bytes from {@code from} to below {@code to} into the buffer.
     *
     * @throws IndexOutOfBoundsException if the range is not within these bytes
     * @throws java.nio.BufferOverflowException if the buffer has no room for them
     */
    public void copyTo(ByteBuffer target, int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        requireNonNull(target, "target").put(array, offset + from, to - from);
    }

    /**
     * Copies the bytes into an array, beginning at an index.
     *
     * @throws IndexOutOfBoundsException if the array has no room for them there
     */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, requireNonNull(target, "target"), at, length);
    }

    /** Returns a copy as an array. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Decodes the bytes as UTF-8. Malformed bytes become U+FFFD. */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /**
     * Decodes the bytes.
     *
     * @throws MalformedTextException if bytes are malformed and the decoding does not replace them
     */
    public String text(Decoding decoding) {
        String text = new String(array, offset, length, requireNonNull(decoding, "decoding").charset());
        // Malformed bytes show as the replacement character, but the text may also contain that character itself.
        if (decoding.malformed() == Decoding.Malformed.FAIL && text.indexOf(REPLACEMENT) >= 0) {
            int malformed = firstMalformed(decoding.charset());
            if (malformed >= 0) {
                throw new MalformedTextException(decoding, 0, malformed);
            }
        }
        return text;
    }

    private int firstMalformed(Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer bytes = asByteBuffer();
        CharBuffer chars = CharBuffer.allocate(1024);
        CoderResult result;
        do {
            result = decoder.decode(bytes, chars.clear(), true);
        } while (result.isOverflow());
        return result.isError() ? bytes.position() : -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    /**
     * Compares the bytes from the first one on, as numbers from 0 to 255. The order lets a {@code HashMap} find keys of
     * the same hash code quickly, such as those that somebody sends to slow a server down.
     */
    @Override
    public int compareTo(Bytes other) {
        requireNonNull(other, "other");
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The length and the first 16 bytes, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Bytes[").append(length).append(':');
        for (int i = 0; i < Math.min(length, 16); i++) {
            text.append(String.format(" %02x", array[offset + i]));
        }
        return text.append(length > 16 ? " ...]" : "]").toString();
    }
}

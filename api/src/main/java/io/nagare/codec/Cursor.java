package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.StalledDecoderException;
import java.nio.ByteOrder;

/**
 * What a {@link Decoder} reads from: the bytes that have arrived and that it has not taken. A decoder uses it only
 * within the call to which it was given.
 *
 * <p><b>When bytes are missing.</b> A method that looks at or takes bytes that have not arrived ends the decoder's
 * call. What this call has taken is given back, and the decoder is called again when those bytes have arrived. So a
 * decoder can be written as if all bytes were there. To find out first, ask {@link #has(int)}, or search by {@link
 * #indexOf(byte)}.
 *
 * <p><b>The bound.</b> A method that asks for more bytes than a frame may have throws {@link FrameTooLongException}.
 * Bytes count from the end of the last frame on.
 *
 * <p>Numbers are in network byte order, most significant byte first, unless an order is given. Indexes count from the
 * next byte that is not taken.
 *
 * @since 0.1
 */
public final class Cursor {

    private final Arrived arrived = new Arrived();
    private final int maxFrame;

    /** The position of the next byte that is not taken. */
    private long position;

    /** Where the frame that is being read begins. */
    private long frameStart;

    /** Where the two were at the beginning of the decoder's call. */
    private long positionAtCall;

    private long frameStartAtCall;

    /** The end of the bytes that the decoder has asked for in vain. 0 if it has not asked. */
    private long wanted;

    /** Whether the call was ended because bytes are missing. */
    private boolean abandoned;

    private final Searches searches = new Searches(arrived);

    Cursor(int maxFrame) {
        this.maxFrame = maxFrame;
    }

    /** Returns how many bytes have arrived and are not taken. */
    public int remaining() {
        return (int) Math.min(Integer.MAX_VALUE, arrived.end() - position);
    }

    /**
     * Returns whether at least so many bytes have arrived and are not taken. After {@code false} a decoder returns
     * null, and is not called again before they have arrived.
     *
     * @throws MalformedFrameException if the count is negative, which is mostly a length that the peer has sent
     * @throws FrameTooLongException if a frame with so many more bytes would be too long
     */
    public boolean has(int count) {
        if (count < 0) {
            throw new MalformedFrameException("a decoder asks for " + count
                    + " bytes; if that is a length which the peer has sent, it cannot be negative");
        }
        return reaches(count);
    }

    private boolean reaches(long count) {
        if (position - frameStart + count > maxFrame) {
            throw new FrameTooLongException(maxFrame, position - frameStart + count);
        }
        if (arrived.end() - position >= count) {
            return true;
        }
        want(position + count);
        return false;
    }

    private void want(long end) {
        wanted = wanted == 0 ? end : Math.min(wanted, end);
    }

    private void require(long count) {
        if (!reaches(count)) {
            abandoned = true;
            throw MoreBytes.SIGNAL;
        }
    }

    private void requireCount(int count) {
        if (!has(count)) {
            abandoned = true;
            throw MoreBytes.SIGNAL;
        }
    }

    /**
     * Returns the byte at an index, without taking it.
     *
     * @throws IndexOutOfBoundsException if the index is negative
     */
    public byte get(int index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("a decoder looks at the byte at " + index);
        }
        require(index + 1L);
        return arrived.get(position + index);
    }

    /** Returns the next bytes, at least 0, without taking them. They are copied if they came in several pieces. */
    public Bytes peek(int count) {
        requireCount(count);
        return arrived.slice(position, position + count);
    }

    /**
     * Returns the number in the bytes from an index on, without taking them. With fewer than 8 bytes it is unsigned.
     *
     * @param index where it begins, at least 0
     * @param width how many bytes it has, 1 to 8
     * @param order the order of its bytes
     */
    public long peekNumber(int index, int width, ByteOrder order) {
        checkWidth(width);
        requireNonNull(order, "order");
        if (index < 0) {
            throw new IndexOutOfBoundsException("a decoder looks at the number at " + index);
        }
        require((long) index + width);
        boolean bigEndian = order == ByteOrder.BIG_ENDIAN;
        long number = 0;
        for (int i = 0; i < width; i++) {
            int at = bigEndian ? i : width - 1 - i;
            number = number << Byte.SIZE | arrived.get(position + index + at) & 0xFF;
        }
        return number;
    }

    static void checkWidth(int width) {
        if (width < 1 || width > Long.BYTES) {
            throw new IllegalArgumentException("a number has 1 to 8 bytes, but was given " + width);
        }
    }

    /** Takes the next bytes, at least 0. They are copied if they came in several pieces. */
    public Bytes take(int count) {
        Bytes bytes = peek(count);
        position += count;
        return bytes;
    }

    /** Takes the next bytes, at least 0, and drops them. */
    public void skip(int count) {
        requireCount(count);
        position += count;
    }

    /** Takes the next byte. */
    public byte takeByte() {
        byte next = get(0);
        position++;
        return next;
    }

    /** Takes a number; see {@link #peekNumber}. */
    public long takeNumber(int width, ByteOrder order) {
        long number = peekNumber(0, width, order);
        position += width;
        return number;
    }

    /** Takes a number of two bytes. */
    public short takeShort() {
        return takeShort(ByteOrder.BIG_ENDIAN);
    }

    /** Takes a number of two bytes in that order. */
    public short takeShort(ByteOrder order) {
        return (short) takeNumber(Short.BYTES, order);
    }

    /** Takes a number of four bytes. */
    public int takeInt() {
        return takeInt(ByteOrder.BIG_ENDIAN);
    }

    /** Takes a number of four bytes in that order. */
    public int takeInt(ByteOrder order) {
        return (int) takeNumber(Integer.BYTES, order);
    }

    /** Takes a number of eight bytes. */
    public long takeLong() {
        return takeLong(ByteOrder.BIG_ENDIAN);
    }

    /** Takes a number of eight bytes in that order. */
    public long takeLong(ByteOrder order) {
        return takeNumber(Long.BYTES, order);
    }

    /**
     * Returns the first index that holds the byte, or -1 if none does. After -1 a decoder returns null, and is called
     * again when more bytes have arrived. The search then goes on where it stopped, so it looks at each byte once.
     */
    public int indexOf(byte value) {
        return index(searches.find(value, position));
    }

    /**
     * Returns the first index at which the sequence begins, or -1 if it is not there as a whole. Otherwise as {@link
     * #indexOf(byte)}.
     *
     * @param sequence at least one byte
     */
    public int indexOf(Bytes sequence) {
        if (requireNonNull(sequence, "sequence").isEmpty()) {
            throw new IllegalArgumentException("a decoder searches for an empty sequence");
        }
        return index(searches.find(sequence, position));
    }

    private int index(long found) {
        if (found >= 0) {
            return (int) (found - position);
        }
        want(arrived.end() + 1);
        return -1;
    }

    /**
     * Declares that the next frame begins at the next byte that is not taken. What was taken before is dropped and does
     * not count for the bound. For decoders that leave something out between frames.
     */
    public void startFrame() {
        frameStart = position;
    }

    // For the one that calls the decoder.

    void add(Bytes piece) {
        arrived.add(piece);
    }

    /** Whether there are bytes that are not taken, and those that the decoder waits for. */
    boolean isReady() {
        return arrived.end() > position && arrived.end() >= wanted;
    }

    /** Whether the call was ended because bytes are missing. */
    boolean isAbandoned() {
        return abandoned;
    }

    void beginCall() {
        positionAtCall = position;
        frameStartAtCall = frameStart;
        wanted = 0;
        abandoned = false;
    }

    /**
     * Ends a call, with a frame or without. Gives back what the call has taken if it was ended for want of bytes.
     *
     * @return whether the frame counts
     */
    boolean endCall(boolean hasFrame, Object decoder) {
        giveBackIfAbandoned();
        boolean took = position > positionAtCall;
        if (hasFrame && !abandoned) {
            if (!took) {
                throw new StalledDecoderException("the decoder " + decoder.getClass().getName()
                        + " has emitted a frame without taking a byte; a frame takes the bytes that it is made of");
            }
            frameStart = position;
            wanted = 0;
        } else if (!took || wanted != 0) {
            await(decoder);
        }
        arrived.dropTo(position);
        return hasFrame && !abandoned;
    }

    private void await(Object decoder) {
        long length = arrived.end() - frameStart;
        if (length > maxFrame) {
            if (wanted == 0 && position == frameStart) {
                throw new StalledDecoderException("the decoder " + decoder.getClass().getName()
                        + " neither takes nor asks for any of the " + length
                        + " bytes that wait; the bound of a frame is " + maxFrame + " bytes");
            }
            throw new FrameTooLongException(maxFrame, length);
        }
        if (wanted == 0) {
            wanted = arrived.end() + 1;
        }
    }

    private void giveBackIfAbandoned() {
        if (abandoned) {
            position = positionAtCall;
            frameStart = frameStartAtCall;
        }
    }

    /** Ends a call at the end of the bytes. Returns whether the frame counts. */
    boolean endLastCall(boolean hasFrame) {
        giveBackIfAbandoned();
        if (hasFrame && !abandoned) {
            frameStart = position;
        }
        return hasFrame && !abandoned;
    }

    /** Whether the last call has taken bytes. */
    boolean took() {
        return position > positionAtCall;
    }

    /** How many bytes there are since the last frame, taken or not. */
    long unfinished() {
        return arrived.end() - frameStart;
    }

    /** Prepares what has arrived for waiting. */
    void settle() {
        arrived.settle(position, Math.max(1, wanted - arrived.end()));
    }

    /** Forgets all bytes. */
    void release() {
        position = arrived.end();
        arrived.dropTo(position);
    }

    /** How many bytes all searches have looked at, for tests. */
    long searched() {
        return searches.searched();
    }
}

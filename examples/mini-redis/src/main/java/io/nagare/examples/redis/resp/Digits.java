package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import io.nagare.codec.BytesBuilder;
import io.nagare.codec.Cursor;

/** Whole numbers as decimal digits, as strict as Redis is: no plus sign, no leading zeros, no blanks. Stateless. */
public final class Digits {

    /** The length of the smallest number, with its sign. */
    private static final int LONGEST = 20;

    private static final int RADIX = 10;

    private Digits() {}

    /**
     * Reads a number.
     *
     * @throws NumberFormatException if the bytes are no whole number, or one that does not fit
     */
    public static long parse(Bytes digits) {
        int length = digits.length();
        if (length == 0 || length > LONGEST) {
            throw new NumberFormatException();
        }
        boolean negative = digits.get(0) == '-';
        int first = negative ? 1 : 0;
        if (first == length || digits.get(first) == '0' && length > 1) {
            throw new NumberFormatException();
        }
        // Counts downwards, because the smallest number has no positive counterpart.
        long number = 0;
        for (int i = first; i < length; i++) {
            int digit = digits.get(i) - '0';
            if (digit < 0 || digit >= RADIX || number < Long.MIN_VALUE / RADIX) {
                throw new NumberFormatException();
            }
            if (number * RADIX < Long.MIN_VALUE + digit) {
                throw new NumberFormatException();
            }
            number = number * RADIX - digit;
        }
        if (!negative && number == Long.MIN_VALUE) {
            throw new NumberFormatException();
        }
        return negative ? number : -number;
    }

    /** Returns the digits of a number. */
    public static Bytes of(long number) {
        return Bytes.utf8(Long.toString(number));
    }

    /**
     * Returns the length of the line that begins at a cursor, without its {@code \r\n}, or -1 if its end has not
     * arrived. Takes nothing.
     *
     * @param mistake what to say of a line that is longer than any number
     */
    static int lineLength(Cursor bytes, String mistake) {
        for (int i = 0; i <= LONGEST + 1; i++) {
            if (!bytes.has(i + 1)) {
                return -1;
            }
            if (bytes.get(i) == '\r') {
                return bytes.has(i + 2) ? i : -1;
            }
        }
        throw new ProtocolException(mistake);
    }

    /** Reads the number behind the first byte of a line, without taking it. */
    static long inLine(Cursor bytes, int lineLength, String mistake) {
        if (lineLength > 1 && lineLength < RADIX) {
            int number = 0;
            for (int i = 1; i < lineLength; i++) {
                int digit = bytes.get(i) - '0';
                if (digit < 0 || digit >= RADIX || digit == 0 && i == 1) {
                    return strictly(bytes, lineLength, mistake);
                }
                number = number * RADIX + digit;
            }
            return number;
        }
        return strictly(bytes, lineLength, mistake);
    }

    private static long strictly(Cursor bytes, int lineLength, String mistake) {
        try {
            return parse(bytes.peek(lineLength).slice(1));
        } catch (NumberFormatException malformed) {
            throw new ProtocolException(mistake);
        }
    }

    /** Puts the digits of a number. */
    static void put(long number, BytesBuilder bytes) {
        if (number >= 0 && number < RADIX) {
            bytes.putByte('0' + (int) number);
            return;
        }
        if (number < 0) {
            bytes.putUtf8(Long.toString(number));
            return;
        }
        long place = 1;
        while (number / place >= RADIX) {
            place *= RADIX;
        }
        for (long left = number; place > 0; place /= RADIX) {
            bytes.putByte('0' + (int) (left / place));
            left %= place;
        }
    }
}

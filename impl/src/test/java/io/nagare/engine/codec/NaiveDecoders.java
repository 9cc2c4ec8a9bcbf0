package io.nagare.engine.codec;

import io.nagare.Bytes;
import io.nagare.policy.LengthPrefix;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decoders that have all bytes at once, and are as simple as can be. */
final class NaiveDecoders {

    private NaiveDecoders() {}

    static List<Object> lengthPrefixed(byte[] bytes, LengthPrefix options) {
        List<Object> signals = new ArrayList<>();
        int header = options.offset() + options.width();
        int at = 0;
        while (at < bytes.length) {
            int left = bytes.length - at;
            if (left < header) {
                return ending(signals, "UnexpectedEndException");
            }
            int fieldAt = at + options.offset();
            BigInteger field = field(Arrays.copyOfRange(bytes, fieldAt, fieldAt + options.width()), options);
            BigInteger total = field.add(BigInteger.valueOf(options.adjustment()))
                    .add(BigInteger.valueOf(options.inclusive() ? 0 : header));
            if (field.signum() < 0 || total.compareTo(BigInteger.valueOf(Math.max(header, options.strip()))) < 0) {
                return ending(signals, "MalformedFrameException");
            }
            if (total.compareTo(BigInteger.valueOf(options.maxFrame())) > 0) {
                return ending(signals, "FrameTooLongException");
            }
            if (total.intValueExact() > left) {
                return ending(signals, "UnexpectedEndException");
            }
            signals.add(frame(bytes, at + options.strip(), at + total.intValueExact()));
            at += total.intValueExact();
        }
        return ending(signals, "complete");
    }

    private static BigInteger field(byte[] field, LengthPrefix options) {
        if (options.order() == ByteOrder.LITTLE_ENDIAN) {
            for (int i = 0; i < field.length / 2; i++) {
                byte other = field[field.length - 1 - i];
                field[field.length - 1 - i] = field[i];
                field[i] = other;
            }
        }
        return field.length == Long.BYTES ? new BigInteger(field) : new BigInteger(1, field);
    }

    static List<Object> delimited(byte[] bytes, int longest, List<Bytes> delimiters) {
        List<Object> signals = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= bytes.length; end++) {
            Bytes delimiter = endingAt(bytes, start, end, delimiters);
            if (delimiter != null) {
                int length = end - delimiter.length() - start;
                if (length > longest) {
                    return ending(signals, "FrameTooLongException");
                }
                signals.add(frame(bytes, start, start + length));
                start = end;
            }
        }
        int left = bytes.length - start;
        int longestDelimiter = delimiters.stream().mapToInt(Bytes::length).max().orElseThrow();
        if (left - longestDelimiter + 1 > longest) {
            return ending(signals, "FrameTooLongException");
        }
        return ending(signals, left == 0 ? "complete" : "UnexpectedEndException");
    }

    /** Returns the longest delimiter that ends there. */
    private static Bytes endingAt(byte[] bytes, int start, int end, List<Bytes> delimiters) {
        Bytes longest = null;
        for (Bytes delimiter : delimiters) {
            int from = end - delimiter.length();
            boolean isThere = from >= start && frame(bytes, from, end).equals(delimiter);
            if (isThere && (longest == null || delimiter.length() > longest.length())) {
                longest = delimiter;
            }
        }
        return longest;
    }

    static List<Object> chunked(byte[] bytes, int size) {
        List<Object> signals = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            signals.add(frame(bytes, at, Math.min(bytes.length, at + size)));
        }
        return ending(signals, "complete");
    }

    private static Bytes frame(byte[] bytes, int from, int to) {
        return Bytes.wrap(Arrays.copyOfRange(bytes, from, to));
    }

    private static List<Object> ending(List<Object> signals, String end) {
        signals.add(end);
        return signals;
    }
}

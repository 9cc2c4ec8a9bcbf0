package io.nagare.codec;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import java.util.List;

/**
 * One or several sequences of which the first that is complete ends a frame. If two are complete at the same byte, the
 * longer one does.
 *
 * @param all none of them is empty, and each can be the first that is complete
 * @param longest the length of the longest
 */
record Delimiters(List<Bytes> all, int longest) {

    static Delimiters of(Bytes... delimiters) {
        for (Bytes delimiter : requireNonNull(delimiters, "delimiters")) {
            requireNonNull(delimiter, "a delimiter");
        }
        List<Bytes> all = List.of(delimiters);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("delimited needs at least one delimiter, but was given none");
        }
        int longest = 0;
        for (Bytes delimiter : all) {
            if (delimiter.isEmpty()) {
                throw new IllegalArgumentException("delimited needs delimiters of at least 1 byte, but one is empty");
            }
            longest = Math.max(longest, delimiter.length());
        }
        for (Bytes delimiter : all) {
            for (Bytes other : all) {
                int at = indexOf(delimiter, other);
                if (other != delimiter && at >= 0 && at + other.length() < delimiter.length()) {
                    throw new IllegalArgumentException("delimited can never find the delimiter " + delimiter
                            + ", because " + other + ", which it contains, ends first");
                }
            }
        }
        return new Delimiters(all, longest);
    }

    int shortest() {
        return all.stream().mapToInt(Bytes::length).min().orElseThrow();
    }

    /** Whether a reader would take a frame and the first delimiter behind it for something else. */
    boolean occurIn(Bytes frame) {
        Bytes written = all.get(0);
        Bytes seam = frame.slice(Math.max(0, frame.length() - longest)).concat(written);
        for (Bytes delimiter : all) {
            if (indexOf(frame, delimiter) >= 0) {
                return true;
            }
            int at = indexOf(seam, delimiter);
            boolean endsFirst = at >= 0 && at + delimiter.length() < seam.length();
            boolean isLonger = at >= 0 && delimiter.length() > written.length();
            if (endsFirst || isLonger) {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(Bytes bytes, Bytes sequence) {
        int last = bytes.length() - sequence.length();
        int at = bytes.indexOf(sequence.get(0), 0);
        while (at >= 0 && at <= last) {
            if (bytes.slice(at, at + sequence.length()).equals(sequence)) {
                return at;
            }
            at = bytes.indexOf(sequence.get(0), at + 1);
        }
        return -1;
    }
}

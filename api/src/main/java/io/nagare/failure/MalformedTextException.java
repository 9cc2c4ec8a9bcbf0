package io.nagare.failure;

import io.nagare.Bytes;
import io.nagare.policy.Decoding;

/**
 * Bytes were not valid in the charset that they were read in, and the {@link Decoding} does not replace malformed
 * bytes.
 *
 * @since 0.1
 */
public final class MalformedTextException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int index;

    public MalformedTextException(Decoding decoding, long line, int index) {
        super((line == 0 ? "the text" : "line " + line) + " is not in " + decoding.charset() + " from its byte " + index
                + " on; use another charset, or a decoding that replaces malformed bytes");
        this.line = line;
        this.index = index;
    }

    /** The number of the line, from 1; 0 if the text was not read by lines. */
    public long line() {
        return line;
    }

    /** The index of the first malformed byte in the line, or in the text, from 0. */
    public int index() {
        return index;
    }
}

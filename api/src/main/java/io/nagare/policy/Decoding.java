package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How bytes become text.
 *
 * @param charset what the bytes are in
 * @param malformed what becomes of bytes that are not
 */
public record Decoding(Charset charset, Malformed malformed) {

    /** What becomes of bytes that mean nothing in the charset. */
    public enum Malformed {
        /** Each run of them becomes U+FFFD. */
        REPLACE,
        /** The stream fails with {@link io.nagare.MalformedTextException}. */
        FAIL
    }

    private static final Decoding UTF_8 = of(StandardCharsets.UTF_8);

    /** Checks for null. */
    public Decoding {
        requireNonNull(charset, "charset");
        requireNonNull(malformed, "malformed");
    }

    /** UTF-8; what is malformed is replaced. */
    public static Decoding utf8() {
        return UTF_8;
    }

    /** Another charset; what is malformed is replaced. */
    public static Decoding of(Charset charset) {
        return new Decoding(charset, Malformed.REPLACE);
    }

    /** The same, but what is malformed is an error. */
    public Decoding strict() {
        return new Decoding(charset, Malformed.FAIL);
    }
}

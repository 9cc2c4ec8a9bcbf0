package io.nagare.policy;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How bytes become text.
 *
 * @param charset the charset of the bytes
 * @param malformed what happens to bytes that are malformed in the charset
 * @since 0.1
 */
public record Decoding(Charset charset, Malformed malformed) {

    /**
     * What happens to malformed bytes.
     *
     * @since 0.1
     */
    public enum Malformed {
        /** Replaces each malformed sequence with U+FFFD. */
        REPLACE,
        /** Fails the stream with {@link io.nagare.failure.MalformedTextException}. */
        FAIL
    }

    private static final Decoding UTF_8 = of(StandardCharsets.UTF_8);

    /** Checks for null. */
    public Decoding {
        requireNonNull(charset, "charset");
        requireNonNull(malformed, "malformed");
    }

    /** Decodes UTF-8 and replaces malformed bytes. */
    public static Decoding utf8() {
        return UTF_8;
    }

    /** Decodes another charset and replaces malformed bytes. */
    public static Decoding of(Charset charset) {
        return new Decoding(charset, Malformed.REPLACE);
    }

    /** The same, but malformed bytes are an error. */
    public Decoding strict() {
        return new Decoding(charset, Malformed.FAIL);
    }
}

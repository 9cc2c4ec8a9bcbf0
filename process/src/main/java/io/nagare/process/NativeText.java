package io.nagare.process;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is passed to a child as text. On Unix the JDK encodes it in the charset of the locale in which the JVM
 * was started. A character that this charset does not have would silently become a question mark. Any thread may call
 * it.
 */
final class NativeText {

    /** Since this version the JDK uses the locale's charset; before that, the default charset. */
    private static final int WITH_NATIVE_CHARSET = 18;

    private static final int ASCII = 0x80;

    static final NativeText OF_SYSTEM = new NativeText(ChildProcess.ON_WINDOWS ? null : charset());

    /** Null where there is no such charset, as on Windows. */
    private final @Nullable Charset charset;

    /** For tests too. */
    NativeText(@Nullable Charset charset) {
        this.charset = charset;
    }

    private static Charset charset() {
        String name = System.getProperty("sun.jnu.encoding");
        return Runtime.version().feature() < WITH_NATIVE_CHARSET || name == null || !Charset.isSupported(name)
                ? Charset.defaultCharset()
                : Charset.forName(name);
    }

    /**
     * Refuses a text that would be changed.
     *
     * @param what the text, for the message, which does not have the text itself: that may be a secret
     */
    void require(String what, String text) {
        if (charset == null || text.chars().allMatch(character -> character < ASCII)) {
            return;
        }
        CharsetEncoder encoder = charset.newEncoder();
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            String character = Character.toString(text.codePointAt(at));
            if (!encoder.canEncode(character)) {
                throw new IllegalArgumentException(
                        "%s has the character %s (U+%04X) at %d, which the charset of this JVM, %s, cannot encode: it"
                                .formatted(what, character, text.codePointAt(at), at, charset)
                                + " would become '?'. Start the JVM in a UTF-8 locale, with LC_ALL=C.UTF-8 for"
                                + " instance");
            }
        }
    }
}

package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import java.io.ByteArrayOutputStream;

/**
 * The text of a failure that quotes words of a request. It has the very bytes of a word, up to the first zero, as Redis
 * has them. Used once, by one thread.
 */
final class FailureText {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    int length() {
        return bytes.size();
    }

    FailureText add(String text) {
        return add(Bytes.utf8(text));
    }

    FailureText add(Bytes text) {
        bytes.writeBytes(text.toArray());
        return this;
    }

    FailureText quote(Bytes word) {
        return quote(word, word.length());
    }

    /** Adds a word up to so many bytes. */
    FailureText quote(Bytes word, int most) {
        int zero = word.indexOf((byte) 0, 0);
        int length = zero < 0 ? word.length() : zero;
        return add(word.slice(0, Math.min(most, length)));
    }

    Bytes bytes() {
        return Bytes.wrap(bytes.toByteArray());
    }
}

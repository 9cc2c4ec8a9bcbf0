package io.nagare.http;

import io.nagare.http.failure.HttpContentException;
import io.nagare.policy.Decoding;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of a response say about its body.
 *
 * @param method of the request
 * @param uri of the request
 * @param status of the response
 * @param headers of the response
 */
record Content(String method, URI uri, int status, HttpHeaders headers) {

    private static final int NO_CONTENT = 204;

    private static final int NOT_MODIFIED = 304;

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)\"?", Pattern.CASE_INSENSITIVE);

    /** Whether a response to such a request has a body, whatever its headers say. */
    static boolean hasBody(String method, int status) {
        return !method.equals("HEAD") && status != NO_CONTENT && status != NOT_MODIFIED;
    }

    /** In bytes; -1 if it is not known. */
    long length() {
        try {
            return headers.firstValueAsLong("Content-Length").orElse(-1);
        } catch (NumberFormatException wrong) {
            return -1;
        }
    }

    /** The type without its parameters, in lower case; empty if there is none. */
    String type() {
        String whole = headers.firstValue("Content-Type").orElse("");
        int end = whole.indexOf(';');
        return (end < 0 ? whole : whole.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** How text is decoded. */
    Decoding decoding() {
        plain();
        Matcher charset = CHARSET.matcher(headers.firstValue("Content-Type").orElse(""));
        if (!charset.find()) {
            return Decoding.utf8();
        }
        try {
            return Decoding.of(Charset.forName(charset.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw failure("has the unknown charset " + charset.group(1) + "; read its bytes");
        }
    }

    /** Returns this if the body is not encoded, as by gzip. */
    Content plain() {
        String encoding = headers.firstValue("Content-Encoding").orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity") && !encoding.isEmpty()) {
            throw failure("is encoded with " + encoding + ", which is not decoded here; read its bytes");
        }
        return this;
    }

    /** Returns this if the body is of that type and not encoded. */
    Content require(String expected) {
        if (!type().equals(expected)) {
            throw failure("should be of type " + expected + ", but is "
                    + (type().isEmpty() ? "of no type" : "of type " + type()));
        }
        return plain();
    }

    private HttpContentException failure(String what) {
        return new HttpContentException(method, uri, status, what);
    }
}

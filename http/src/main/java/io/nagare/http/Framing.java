package io.nagare.http;

import io.nagare.http.text.Printable;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a head that the JDK's client takes. It reads the body of such a response in another way than
 * its server means it (RFC 9112, 6.3). Stateless; called on any thread.
 */
final class Framing {

    private static final int FIRST_FINAL_STATUS = 200;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private Framing() {}

    /** Returns what is wrong; null if nothing is. */
    static @Nullable String wrong(String method, HttpResponse.ResponseInfo head) {
        int status = head.statusCode();
        if (status < FIRST_FINAL_STATUS) {
            return "the JDK's client takes the interim response " + status + " for the last one";
        }
        if (!Content.hasBody(method, status)) {
            return null;
        }
        List<String> lengths = head.headers().allValues("Content-Length");
        String wrong = wrongLengths(lengths);
        if (wrong == null && head.version() == HttpClient.Version.HTTP_1_1) {
            wrong = wrongEncoding(head.headers(), !lengths.isEmpty());
        }
        return wrong == null ? null : "the response " + status + " " + wrong + " (RFC 9112, 6.3)";
    }

    private static @Nullable String wrongLengths(List<String> lengths) {
        for (String length : lengths) {
            if (!LENGTH.matcher(length).matches()) {
                return "has the Content-Length " + Printable.quoted(length) + ", which is no length";
            }
            if (!length.equals(lengths.get(0))) {
                return "has two Content-Lengths, " + lengths.get(0) + " and " + length;
            }
        }
        return null;
    }

    private static @Nullable String wrongEncoding(HttpHeaders headers, boolean hasLength) {
        List<String> encodings = headers.allValues("Transfer-Encoding");
        String encoding = String.join(", ", encodings).strip();
        // An old name for none.
        if (encodings.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return null;
        }
        if (!encoding.equalsIgnoreCase("chunked")) {
            return "has the Transfer-Encoding " + Printable.quoted(encoding) + "; only chunked is decoded here";
        }
        return hasLength ? "has both a Transfer-Encoding and a Content-Length" : null;
    }
}

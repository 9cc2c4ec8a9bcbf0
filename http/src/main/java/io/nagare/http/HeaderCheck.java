package io.nagare.http;

import io.nagare.http.text.Printable;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whether a request can have a header, and if not, why. Stateless; called on any thread. */
final class HeaderCheck {

    /** What another server must not see, and no message shows. In lower case. */
    static final Set<String> SECRETS = Set.of("authorization", "cookie", "proxy-authorization");

    private static final char LAST_PRINTABLE = '~';

    private HeaderCheck() {}

    /** Throws if a request cannot have the header. */
    static void check(String name, String value) {
        String why = wrongValue(value);
        if (why == null && name.equalsIgnoreCase("Transfer-Encoding")) {
            // The JDK's client would send it beside its own, and a server might see another end of the body.
            why = "the client says itself how the body is sent; leave it out";
        }
        if (why == null) {
            why = refusedByJdk(name, value);
        }
        if (why != null) {
            String shown = SECRETS.contains(name.toLowerCase(Locale.ROOT))
                    ? "this value, which is not shown"
                    : "the value " + Printable.quoted(value);
            throw new IllegalArgumentException(
                    "a request cannot have the header " + Printable.quoted(name) + " with " + shown + ": " + why);
        }
    }

    /** Returns a media type that can be sent. */
    static String mediaType(String type) {
        String why = wrongValue(type);
        if (why != null) {
            throw new IllegalArgumentException(
                    "a body cannot have the type " + Printable.quoted(type) + ": " + why);
        }
        return type;
    }

    private static @Nullable String refusedByJdk(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
            return null;
        } catch (IllegalArgumentException refused) {
            // Its own words have the value in them.
            return String.valueOf(refused.getMessage()).startsWith("restricted")
                    ? "the client sets it itself; leave it out"
                    : "the name must be a word such as Accept";
        }
    }

    /** The JDK's client would send what is not ASCII as question marks. */
    private static @Nullable String wrongValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if ((character < ' ' && character != '\t') || character > LAST_PRINTABLE) {
                return String.format(
                        Locale.ROOT,
                        "the character U+%04X at index %d cannot be sent; "
                                + "a header is one line of ASCII, and other text must be encoded",
                        (int) character,
                        i);
            }
        }
        return null;
    }
}

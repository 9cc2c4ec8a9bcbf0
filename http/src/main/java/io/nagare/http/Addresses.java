package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.http.text.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says whether something is the address of a page, and if not, why. */
final class Addresses {

    private static final int LARGEST_PORT = 65_535;

    private Addresses() {}

    /** Returns the URI of a text that a program gave. */
    static URI parse(String text) {
        return check(uri(requireNonNull(text, "uri")));
    }

    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            // The failure of the JDK shows the text, with a password and with what a server has sent.
            throw new IllegalArgumentException(
                    "not a URI: " + Printable.quotedUri(text) + " (" + Printable.of(wrong.getReason()) + " at index "
                            + wrong.getIndex() + "); special characters must be encoded, a space as %20");
        }
    }

    /** Returns the URI itself if it can be asked for. */
    static URI check(URI uri) {
        String scheme = requireNonNull(uri, "uri").getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException("a URI needs a scheme, http or https, but was " + shown(uri));
        }
        if (!isHttp(scheme)) {
            throw new IllegalArgumentException(
                    "the scheme of a URI must be http or https, but was " + scheme + " in " + shown(uri));
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(withoutHost(uri));
        }
        if (uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of a URI must be 1 to " + LARGEST_PORT + ", but was " + uri.getPort() + " in "
                            + shown(uri));
        }
        return uri;
    }

    private static String withoutHost(URI uri) {
        if (uri.getRawAuthority() == null) {
            return "a URI needs a host, but was " + shown(uri);
        }
        return "the host of a URI must be an address or a name of letters, digits, '-' and '.', but was " + shown(uri);
    }

    /** Returns the URI without its user and password. */
    static URI withoutUser(URI uri) {
        if (uri.getRawUserInfo() == null) {
            return uri;
        }
        String text = uri.toString();
        return URI.create(text.substring(0, text.indexOf("//") + 2) + text.substring(text.indexOf('@') + 1));
    }

    /** Returns the user of a URI, decoded; null if it has none. */
    static @Nullable String user(URI uri) {
        String both = uri.getRawUserInfo();
        if (both == null || both.isEmpty()) {
            return null;
        }
        int colon = both.indexOf(':');
        return decoded(colon < 0 ? both : both.substring(0, colon));
    }

    /** Returns the password of a URI, decoded; empty if it has none. */
    static String password(URI uri) {
        String both = uri.getRawUserInfo();
        int colon = both == null ? -1 : both.indexOf(':');
        return colon < 0 ? "" : decoded(both.substring(colon + 1));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String shown(URI uri) {
        return Printable.quotedUri(uri.toString());
    }

    static boolean isHttp(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https");
    }

    static boolean isEncrypted(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether two URIs have the same scheme, host and port. */
    static boolean isSameOrigin(URI one, URI other) {
        return isEncrypted(one) == isEncrypted(other)
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isEncrypted(uri) ? 443 : 80;
    }
}

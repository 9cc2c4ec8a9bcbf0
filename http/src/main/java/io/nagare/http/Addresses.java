package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.http.text.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says whether something is the address of a page, and if not, why. */
final class Addresses {

    private static final int LARGEST_PORT = 65_535;

    private static final Pattern LEADING_DOTS = Pattern.compile("^(/\\.\\.)+(/|$)");

    private static final char FIRST_BEYOND_ASCII = 128;

    private Addresses() {}

    /** Returns the URI of a text that a program gave. */
    static URI parse(String text) {
        return check(uri(requireNonNull(text, "uri")));
    }

    /**
     * Returns the URI that a redirect leads to.
     *
     * @param location as the JDK reads it: each character is a byte
     */
    static URI resolve(URI base, String location) {
        String text = encoded(location);
        URI target = uri(text);
        // The JDK follows an older standard (RFC 2396): it would drop the last segment, and would keep these dots.
        if (text.startsWith("?") || text.isEmpty()) {
            String path = base.getRawPath();
            return check(uri(origin(base) + (path.isEmpty() ? "/" : path) + (text.isEmpty() ? query(base) : text)));
        }
        URI resolved = (base.getRawPath().isEmpty() ? uri(origin(base) + "/") : base).resolve(target);
        return check(target.isAbsolute() ? resolved : withoutDots(resolved));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    /** Leaves out what leads above the root (RFC 3986, 5.2.4). */
    private static URI withoutDots(URI uri) {
        String path = uri.getRawPath();
        if (path == null || !LEADING_DOTS.matcher(path).find() || uri.getRawAuthority() == null) {
            return uri;
        }
        return uri(origin(uri) + LEADING_DOTS.matcher(path).replaceFirst("/") + query(uri));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            // The failure of the JDK shows the text, with a password and with what a server has sent.
            throw new IllegalArgumentException(
                    "not a URI: " + Printable.quotedUri(text) + " (" + Printable.of(wrong.getReason()) + " at index "
                            + wrong.getIndex() + "); special characters must be encoded, a space as %20");
        }
    }

    /** Encodes bytes that are not ASCII as they are. A server that means UTF-8 gets its UTF-8 back. */
    private static String encoded(String location) {
        if (location.chars().allMatch(character -> character < FIRST_BEYOND_ASCII)) {
            return location;
        }
        StringBuilder text = new StringBuilder();
        for (char character : location.toCharArray()) {
            if (character < FIRST_BEYOND_ASCII) {
                text.append(character);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return text.toString();
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
            throw new IllegalArgumentException("a URI needs a host, but was " + shown(uri));
        }
        if (uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of a URI must be 1 to " + LARGEST_PORT + ", but was " + uri.getPort() + " in "
                            + shown(uri));
        }
        return uri;
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

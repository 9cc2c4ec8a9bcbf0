package io.nagare.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Says whether something is the address of a page, and if not, why. */
final class Addresses {

    private static final int LARGEST_PORT = 65_535;

    private Addresses() {}

    /** Returns the URI of a text that a program gave. */
    static URI parse(String text) {
        try {
            return check(new URI(requireNonNull(text, "uri")));
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(
                    "not a URI: \"" + text + "\" (" + wrong.getReason() + " at index " + wrong.getIndex()
                            + "); special characters must be encoded, a space as %20",
                    wrong);
        }
    }

    /** Returns the URI itself if it can be asked for. */
    static URI check(URI uri) {
        String scheme = requireNonNull(uri, "uri").getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException("a URI needs a scheme, http or https, but was \"" + uri + "\"");
        }
        if (!isHttp(scheme)) {
            throw new IllegalArgumentException(
                    "the scheme of a URI must be http or https, but was " + scheme + " in \"" + uri + "\"");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("a URI needs a host, but was \"" + uri + "\"");
        }
        if (uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of a URI must be 1 to " + LARGEST_PORT + ", but was " + uri.getPort() + " in \"" + uri
                            + "\"");
        }
        return uri;
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

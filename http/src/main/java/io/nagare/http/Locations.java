package io.nagare.http;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a redirect leads, as RFC 3986 says in 5.2. The JDK's {@code URI} follows an older standard. What servers send
 * without encoding is encoded, as browsers do it. Stateless; called on the strand of a request.
 */
final class Locations {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final char LAST_OF_ASCII = 126;

    private static final Pattern AUTHORITY = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*");

    /** Characters of ASCII that a path or a query must not have as they are. */
    private static final String TO_ENCODE = " \"<>\\^`{|}[]";

    private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

    private Locations() {}

    /**
     * Returns the URI that a redirect leads to.
     *
     * @param location as the JDK reads it: each character is a byte
     * @throws IllegalArgumentException if it is no URI, or is none that can be asked for
     */
    static URI resolve(URI base, String location) {
        URI target = Addresses.uri(encoded(location));
        if (target.isOpaque()) {
            return Addresses.check(target);
        }
        if (target.isAbsolute() || target.getRawAuthority() != null) {
            String scheme = target.isAbsolute() ? target.getScheme() : base.getScheme();
            return of(scheme, target.getRawAuthority(), target.getRawPath(), target);
        }
        String path = target.getRawPath();
        if (path.isEmpty()) {
            URI asks = target.getRawQuery() == null ? base : target;
            return of(base.getScheme(), base.getRawAuthority(), base.getRawPath(), asks);
        }
        return of(base.getScheme(), base.getRawAuthority(), merged(base.getRawPath(), path), target);
    }

    private static URI of(String scheme, String authority, String path, URI asks) {
        String query = asks.getRawQuery() == null ? "" : "?" + asks.getRawQuery();
        return Addresses.check(Addresses.uri(
                scheme + "://" + (authority == null ? "" : authority) + withoutDots(path) + query));
    }

    /** RFC 3986, 5.2.3. */
    private static String merged(String base, String path) {
        return path.startsWith("/") ? path : base.substring(0, base.lastIndexOf('/') + 1) + path;
    }

    /** RFC 3986, 5.2.4. The path of an HTTP request is never empty. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = (path.startsWith("/") ? path.substring(1) : path).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean dots = segments[i].equals(".") || segments[i].equals("..");
            if (segments[i].equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segments[i]);
            } else if (i == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Encodes bytes that are not ASCII as they are. A server that means UTF-8 gets its UTF-8 back. */
    private static String encoded(String location) {
        Matcher authority = AUTHORITY.matcher(location);
        int start = authority.find() ? authority.end() : 0;
        Matcher escape = ESCAPE.matcher(location);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < location.length(); i++) {
            char character = location.charAt(i);
            if (character > LAST_OF_ASCII || (i >= start && mustBeEncoded(character, escape, i))) {
                text.append('%').append(HEX.toHexDigits((byte) character));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    private static boolean mustBeEncoded(char character, Matcher escape, int index) {
        return character == '%'
                ? !escape.region(index, escape.regionEnd()).lookingAt()
                : TO_ENCODE.indexOf(character) >= 0;
    }
}

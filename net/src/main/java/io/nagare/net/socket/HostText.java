package io.nagare.net.socket;

/**
 * What the text of a host is. Any thread may call. Regular expressions would say the same, but to compile the first
 * ones takes a good part of the time in which a program starts.
 */
final class HostText {

    private static final int LONGEST_NAME = 254;
    private static final int LONGEST_LABEL = 63;
    private static final int LARGEST_PART = 255;

    private HostText() {}

    /** Whether these are four numbers up to 255 with dots in between, without leading zeros. */
    static boolean isIpv4(String host) {
        int parts = 0;
        int start = 0;
        while (start <= host.length()) {
            int end = end(host, start);
            if (!isIpv4Part(host, start, end)) {
                return false;
            }
            parts++;
            start = end + 1;
        }
        return parts == 4;
    }

    private static boolean isIpv4Part(String host, int start, int end) {
        int length = end - start;
        if (length < 1 || length > 3 || length > 1 && host.charAt(start) == '0') {
            return false;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!isDigit(host.charAt(i))) {
                return false;
            }
            value = value * 10 + host.charAt(i) - '0';
        }
        return value <= LARGEST_PART;
    }

    /**
     * Whether this is an IPv6 address and no name: hexadecimal digits, colons and dots, perhaps with a zone, perhaps in
     * brackets. The system says what is wrong with it.
     */
    static boolean looksLikeIpv6(String host) {
        int start = host.startsWith("[") ? 1 : 0;
        int end = host.endsWith("]") ? host.length() - 1 : host.length();
        int zone = host.indexOf('%');
        int addressEnd = zone < 0 ? end : zone;
        boolean colon = false;
        for (int i = start; i < addressEnd; i++) {
            char c = host.charAt(i);
            if (c != ':' && !isHexadecimal(c) && (c != '.' || !colon)) {
                return false;
            }
            colon |= c == ':';
        }
        return colon && (zone < 0 || isZone(host, zone + 1, end));
    }

    private static boolean isZone(String host, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isOfName(host.charAt(i)) && host.charAt(i) != '.') {
                return false;
            }
        }
        return start < end;
    }

    /** Whether these are labels of letters, digits, '-' and '_' with dots in between, perhaps with a dot at the end. */
    static boolean isName(String host) {
        if (host.length() > LONGEST_NAME) {
            return false;
        }
        int start = 0;
        do {
            int end = end(host, start);
            if (!isLabel(host, start, end)) {
                return false;
            }
            start = end + 1;
        } while (start < host.length());
        return true;
    }

    private static boolean isLabel(String host, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isOfName(host.charAt(i))) {
                return false;
            }
        }
        return start < end && end - start <= LONGEST_LABEL;
    }

    /** Where the next dot is, or the end of the text. */
    private static int end(String host, int start) {
        int dot = host.indexOf('.', start);
        return dot < 0 ? host.length() : dot;
    }

    private static boolean isOfName(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_';
    }

    private static boolean isHexadecimal(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

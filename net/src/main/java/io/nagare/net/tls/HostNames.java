package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import io.nagare.net.socket.Printable;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks names of hosts, and brings them into the form that TLS has. Stateless; called on any thread. */
final class HostNames {

    private static final int LONGEST = 253;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    private HostNames() {}

    /** Whether a host in the form of {@link #checked} is an address, for which there is no server name. */
    static boolean isAddress(String host) {
        return IPV4.matcher(host).matches() || host.indexOf(':') >= 0;
    }

    /**
     * Returns a host in the form that certificates have: in lower case, international names in ASCII, without a dot at
     * the end. An address loses its brackets and zone.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static String checked(String host) {
        requireNonNull(host, "host");
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.indexOf(':') >= 0) {
            int zone = bare.indexOf('%');
            String address = zone < 0 ? bare : bare.substring(0, zone);
            if (!isIpv6(address)) {
                throw malformed(host, "it has a colon, but is no IPv6 address");
            }
            return address;
        }
        return IPV4.matcher(bare).matches() ? bare : name(bare, host);
    }

    /** Whether it is eight groups, some of which may be left out once, and the last two may be written as in IPv4. */
    private static boolean isIpv6(String address) {
        boolean shortened = address.contains("::");
        if (address.indexOf("::") != address.lastIndexOf("::") || address.indexOf('x') >= 0) {
            return false;
        }
        String[] parts = (shortened ? address.replace("::", ":x:") : address).split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean atEnd = i == 0 || i == parts.length - 1;
            if (i == parts.length - 1 && IPV4.matcher(parts[i]).matches()) {
                groups += 2;
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups++;
            } else if (!parts[i].equals("x") && !(shortened && atEnd && parts[i].isEmpty())) {
                return false;
            }
        }
        return shortened ? groups < GROUPS : groups == GROUPS;
    }

    /** As {@link #checked} for names only, which may begin with {@code *.} to match any first label. */
    static String checkedPattern(String name) {
        requireNonNull(name, "name");
        boolean wild = name.startsWith("*.");
        String checked = checked(wild ? name.substring(2) : name);
        if (isAddress(checked)) {
            throw malformed(name, "an address is sent by no client as a server name");
        }
        return wild ? "*." + checked : checked;
    }

    /** Returns a name that a peer asks for, in the form of {@link #checked} as far as that is possible. */
    static String requested(String name) {
        return withoutDot(name).toLowerCase(Locale.ROOT);
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String name(String name, String given) {
        String relative = withoutDot(name);
        if (relative.indexOf('_') >= 0) {
            throw malformed(given, "TLS knows no names with a '_'; connect by another name of the host");
        }
        String ascii;
        try {
            ascii = IDN.toASCII(relative, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException failure) {
            throw malformed(given, String.valueOf(failure.getMessage()));
        }
        if (ascii.isEmpty()) {
            throw malformed(given, "it is empty");
        }
        if (ascii.length() > LONGEST) {
            throw malformed(given, "it has " + ascii.length() + " characters, and a name has " + LONGEST + " at most");
        }
        if (ascii.startsWith(".") || ascii.endsWith(".") || ascii.contains("..")) {
            throw malformed(given, "one of its labels is empty");
        }
        return ascii;
    }

    private static IllegalArgumentException malformed(String host, String why) {
        return new IllegalArgumentException("'" + Printable.of(host) + "' is no name of a host: " + why);
    }
}

package io.nagare.net.socket;

import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Names and ports: checked at the call, resolved on a thread that may block. */
public final class Addresses {

    private Addresses() {}

    /**
     * Checks a host and a port.
     *
     * @return the host in ASCII: an international name is encoded (RFC 5891)
     */
    public static String check(String host, int port) {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port must be 0 to 65535, but was " + port);
        }
        return isLiteral(host) ? host : checkName(host);
    }

    private static String checkName(String host) {
        String shown = Printable.of(host);
        String ascii;
        try {
            ascii = IDN.toASCII(host);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the host name \"" + shown + "\" is malformed", malformed);
        }
        if (!HostText.isName(ascii)) {
            throw new IllegalArgumentException("the host name \"" + shown + "\" is malformed: it may hold letters,"
                    + " digits, '-' and '_', in labels of at most 63 characters with dots in between");
        }
        return ascii;
    }

    /** The address itself, or all addresses of its host if it has not been resolved yet. */
    public static One<List<InetSocketAddress>> resolve(
            InetSocketAddress address, Function<String, One<List<InetAddress>>> resolver) {
        return address.isUnresolved()
                ? resolve(check(address.getHostString(), address.getPort()), address.getPort(), resolver)
                : One.just(List.of(address));
    }

    /** All addresses of the host, in the order of the resolver. */
    public static One<List<InetSocketAddress>> resolve(
            String host, int port, Function<String, One<List<InetAddress>>> resolver) {
        One<List<InetAddress>> looking = isLiteral(host)
                ? literal(host)
                : One.defer(() -> Objects.requireNonNull(
                        resolver.apply(host), () -> "the resolver returned null for the host " + host));
        return looking.defaultIfEmpty(List.of())
                .flatMap(addresses -> addresses.isEmpty()
                        ? One.error(new UnknownHostException("the resolver has no address for the host " + host))
                        : One.just(addresses.stream()
                                .map(address -> new InetSocketAddress(
                                        Objects.requireNonNull(
                                                address, () -> "an address of the resolver for the host " + host),
                                        port))
                                .toList()));
    }

    private static One<List<InetAddress>> literal(String host) {
        return Programs.drivenOne((subscriber, strand) ->
                strand.attach(One.fromCallable(() -> lookUp(strand.driver(), host)), subscriber));
    }

    /**
     * Asks the driver for all addresses of a host, on a thread that may block. While a name is being looked up on a
     * runtime, further calls there share the answer.
     */
    public static One<List<InetAddress>> lookUp(String host) {
        Objects.requireNonNull(host, "host");
        return Programs.drivenOne(
                (subscriber, strand) -> strand.attach(shared(strand.driver(), host), subscriber));
    }

    private static One<List<InetAddress>> shared(Driver driver, String host) {
        Map<String, One<List<InetAddress>>> names = driver.shared(Lookups.class, Lookups::new).names;
        return names.computeIfAbsent(host, name -> One.blocking(() -> lookUp(driver, name))
                .doFinally(end -> names.remove(name))
                .memoize());
    }

    /** The names that are being looked up now on a runtime. */
    private static final class Lookups {

        private final Map<String, One<List<InetAddress>>> names = new ConcurrentHashMap<>();
    }

    private static List<InetAddress> lookUp(Driver driver, String host) throws IOException {
        try {
            return List.of(driver.resolve(host));
        } catch (UnknownHostException unknown) {
            UnknownHostException clear = new UnknownHostException("the host " + host + " is unknown");
            clear.initCause(unknown);
            throw clear;
        }
    }

    /** Whether the host is an address already, so that looking it up asks nobody. */
    private static boolean isLiteral(String host) {
        return host.isEmpty() || HostText.isIpv4(host) || HostText.looksLikeIpv6(host);
    }

    /** Throws {@link IllegalStateException} if the address has no port. */
    public static int port(SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            return inet.getPort();
        }
        throw new IllegalStateException("the address " + describe(address) + " has no port; use localAddress()");
    }

    /** Returns an address for messages. The path of a Unix socket may be the peer's, and hold any character. */
    public static String describe(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        String path = address.toString();
        return path.isEmpty() ? "an unnamed socket" : Printable.of(path);
    }
}

package io.nagare.net.socket;

import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Names and ports: checked at the call, resolved on a thread that may block. */
public final class Addresses {

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private Addresses() {}

    public static void check(String host, int port) {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port must be 0 to 65535, but was " + port);
        }
    }

    /** The address itself, or all addresses of its host if it has not been resolved yet. */
    public static One<List<InetSocketAddress>> resolve(InetSocketAddress address) {
        return address.isUnresolved()
                ? resolve(address.getHostString(), address.getPort())
                : One.just(List.of(address));
    }

    /**
     * All addresses of the host, in the order of the resolver. Fails with {@link UnknownHostException} if it has none.
     */
    public static One<List<InetSocketAddress>> resolve(String host, int port) {
        return Programs.drivenOne((subscriber, strand) -> {
            Driver driver = strand.driver();
            strand.attach(
                    isLiteral(host)
                            ? One.fromCallable(() -> lookUp(driver, host, port))
                            : One.blocking(() -> lookUp(driver, host, port)),
                    subscriber);
        });
    }

    private static List<InetSocketAddress> lookUp(Driver driver, String host, int port) throws IOException {
        try {
            return Arrays.stream(driver.resolve(host))
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        } catch (UnknownHostException unknown) {
            UnknownHostException clear = new UnknownHostException("the host " + host + " is unknown");
            clear.initCause(unknown);
            throw clear;
        }
    }

    /** Whether the host is an address already, so that looking it up asks nobody. */
    private static boolean isLiteral(String host) {
        return host.isEmpty() || host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    public static String describe(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return address.toString();
    }
}

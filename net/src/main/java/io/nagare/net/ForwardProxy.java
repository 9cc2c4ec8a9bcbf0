package io.nagare.net;

import io.nagare.net.preamble.Credentials;
import io.nagare.net.preamble.HttpConnect;
import io.nagare.net.preamble.Preamble;
import io.nagare.net.preamble.SocksConnect;
import io.nagare.net.socket.Addresses;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proxy through which connections are made. The proxy looks up the names of hosts. Its text shows no password.
 */
public final class ForwardProxy {

    private enum Kind {
        SOCKS5,
        HTTP
    }

    private final Kind kind;
    private final String host;
    private final int port;
    private final @Nullable Credentials credentials;

    private ForwardProxy(Kind kind, String host, int port, @Nullable Credentials credentials) {
        this.kind = kind;
        this.host = Addresses.check(host, port);
        if (port == 0) {
            throw new IllegalArgumentException("the port of a proxy must be 1 to 65535, but was 0");
        }
        this.port = port;
        this.credentials = credentials;
    }

    /**
     * A SOCKS 5 proxy (RFC 1928).
     *
     * @param port 1 to 65,535
     */
    public static ForwardProxy socks5(String host, int port) {
        return new ForwardProxy(Kind.SOCKS5, host, port, null);
    }

    /**
     * An HTTP proxy that makes tunnels with CONNECT (RFC 9110).
     *
     * @param port 1 to 65,535
     */
    public static ForwardProxy http(String host, int port) {
        return new ForwardProxy(Kind.HTTP, host, port, null);
    }

    /**
     * The same, with a user's name and password if the proxy asks for them. They are sent as they are: over a network
     * that others can read, the connection to the proxy has to be protected by other means.
     *
     * @param user 1 to 255 bytes in UTF-8
     * @param password 1 to 255 bytes in UTF-8
     */
    public ForwardProxy credentials(String user, String password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (kind == Kind.HTTP && user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the user's name for an HTTP proxy must have no ':' (RFC 7617)");
        }
        return new ForwardProxy(kind, host, port, new Credentials(user, password));
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** What has to be said to the proxy on a new connection. */
    Preamble preamble(String targetHost, int targetPort) {
        return kind == Kind.SOCKS5
                ? new SocksConnect(targetHost, targetPort, credentials)
                : new HttpConnect(targetHost, targetPort, credentials);
    }

    @Override
    public String toString() {
        return (kind == Kind.SOCKS5 ? "SOCKS 5" : "HTTP") + " proxy " + host + ":" + port;
    }
}

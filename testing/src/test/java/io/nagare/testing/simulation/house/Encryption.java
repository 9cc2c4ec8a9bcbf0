package io.nagare.testing.simulation.house;

import static java.util.Objects.requireNonNull;

import io.nagare.net.ConnectOptions;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.tls.TlsClientOptions;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.tls.TlsTrust;
import io.nagare.net.tls.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What encrypts the connections of one history. Its sessions are resumed, so another history must not have the same
 * one. The identity has an RSA key: its signatures have one length, so a seed has one history.
 */
final class Encryption {

    /** How long a handshake may take. */
    static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** A certificate for server, proxy, behind and localhost, which is its own authority, and its key. */
    private static final String PEM = read("identity.pem");

    private static final TlsIdentity IDENTITY = TlsIdentity.ofPem(PEM, PEM);
    private static final TlsTrust TRUST = TlsTrust.ofPem(PEM);

    private final TlsServerOptions server;
    private final TlsClientOptions client;

    private Encryption(TlsVersion version) {
        server = TlsServerOptions.of(IDENTITY).versions(version).handshakeLimit(HANDSHAKE_LIMIT);
        client = TlsClientOptions.defaults()
                .trust(TRUST)
                .versions(version)
                .handshakeLimit(HANDSHAKE_LIMIT);
    }

    /** With TLS 1.3, in which each direction ends by itself. */
    static Encryption inHalves() {
        return new Encryption(TlsVersion.TLS_1_3);
    }

    static Encryption of(TlsVersion version) {
        return new Encryption(version);
    }

    private static String read(String name) {
        try (InputStream input = requireNonNull(Encryption.class.getResourceAsStream(name), name)) {
            return new String(input.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    TlsServerOptions server() {
        return server;
    }

    TlsClientOptions client() {
        return client;
    }

    ServeOptions serving() {
        return ServeOptions.defaults().tls(server);
    }

    ConnectionOptions connecting() {
        return ConnectionOptions.defaults().connecting(ConnectOptions.defaults().tls(client));
    }
}

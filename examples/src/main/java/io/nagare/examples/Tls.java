package io.nagare.examples;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.net.tls.TlsClientOptions;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.tls.TlsTrust;
import java.nio.file.Path;

/**
 * An echo server with TLS, and a client that asks it something.
 *
 * <p>The client verifies the server: its certificate must come from an authority that the client trusts, and it must be
 * for the host to which the client connects. A handshake that fails says why.
 */
final class Tls {

    private Tls() {}

    /** Serves. Both files are in PEM: a certificate with its issuers, and its private key. */
    static One<Void> serve(int port, Path certificate, Path key, ServeOptions options) {
        return TlsIdentity.load(certificate, key)
                .flatMap(identity -> Echo.serve(port, options.tls(TlsServerOptions.of(identity))));
    }

    /** Sends a line, and emits the first line that comes back, with what was agreed on. */
    static One<String> ask(Address server, TlsTrust trust, String question) {
        TlsClientOptions tls = TlsClientOptions.defaults().trust(trust);
        ConnectionOptions options =
                ConnectionOptions.defaults().connecting(ConnectOptions.defaults().tls(tls));
        return Tcp.connecting(server.host(), server.port(), peer -> answer(peer, question), options).next();
    }

    private static One<String> answer(Connection peer, String question) {
        String agreed = peer.security().map(security -> security.protocol()).orElseThrow();
        return peer.write(Bytes.utf8(question + "\n"))
                .thenMany(peer.read().lines())
                .next()
                .map(line -> agreed + ": " + line);
    }
}

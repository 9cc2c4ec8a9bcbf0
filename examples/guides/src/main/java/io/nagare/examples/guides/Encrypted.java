package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.ConnectOptions;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.net.tls.TlsCertificates;
import io.nagare.net.tls.TlsClientOptions;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.tls.TlsTrust;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An encrypted echo server whose certificate is renewed while it runs, and its client. */
final class Encrypted {

    private static final Logger LOG = LoggerFactory.getLogger(Encrypted.class);

    private Encrypted() {}

    /**
     * Serves, and reads both files again whenever {@code renewals} emits, such as {@code Signals.hangUp()}. Connections
     * that are open keep the certificate that they have.
     */
    static One<Void> serve(String host, int port, Path chain, Path key, Many<?> renewals, ServeOptions options) {
        return TlsIdentity.load(chain, key).map(TlsCertificates::of).flatMap(certificates -> {
            One<Void> renewing = renewals.concatMap(due -> renewed(chain, key, certificates)).then();
            TlsServerOptions tls = TlsServerOptions.of(certificates);
            return Tcp.serve(host, port, peer -> peer.writeAndEnd(peer.read()), options.tls(tls))
                    .takeUntil(renewing.then(One.never()));
        });
    }

    /** Files that cannot be used are told, and the old certificate stays. */
    private static One<Void> renewed(Path chain, Path key, TlsCertificates certificates) {
        return TlsIdentity.load(chain, key)
                .doOnNext(certificates::replace)
                .doOnError(failure -> LOG.error("the certificate was not renewed", failure))
                .onErrorComplete()
                .then();
    }

    /** Verifies that the server has a certificate for this host, from an authority that it trusts. */
    static One<String> ask(String host, int port, TlsTrust trust, String question) {
        ConnectionOptions options = ConnectionOptions.defaults()
                .connecting(ConnectOptions.defaults().tls(TlsClientOptions.defaults().trust(trust)));
        return Tcp.connecting(host, port, peer -> peer.write(Bytes.utf8(question + "\n"))
                        .thenMany(peer.read().lines()), options)
                .next();
    }
}

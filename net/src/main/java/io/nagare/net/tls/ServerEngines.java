package io.nagare.net.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engines of a server. They share sessions until the certificates are replaced. Used by any thread; the first
 * engine of new certificates may need the system's authorities from a file.
 */
final class ServerEngines {

    /** A context, what all its engines are set to, and the certificates that it was made for. */
    private record Made(TlsCertificates.Selection selection, SSLContext context, SSLParameters parameters) {

        SSLEngine open() {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setSSLParameters(parameters);
            return engine;
        }
    }

    private final Common common;
    private final TlsCertificates certificates;
    private final @Nullable TlsTrust clients;
    private final boolean clientCertificateRequired;
    private @Nullable PeerTrust peerTrust;
    private volatile @Nullable Made made;

    ServerEngines(Common common, TlsCertificates certificates, @Nullable TlsTrust clients, boolean required) {
        this.common = common;
        this.certificates = certificates;
        this.clients = clients;
        this.clientCertificateRequired = required;
    }

    /** Whether {@link #open} does not block now. */
    boolean isReady() {
        Made last = made;
        return last != null && last.selection == certificates.current();
    }

    /** Whether clients are asked for a certificate. */
    boolean askForCertificate() {
        return clientCertificateRequired || clients != null;
    }

    /** Makes an engine. May block, but for what {@link #isReady} says. */
    SSLEngine open() throws GeneralSecurityException {
        Made last = made;
        if (last == null || last.selection != certificates.current()) {
            last = make();
        }
        return last.open();
    }

    private synchronized Made make() throws GeneralSecurityException {
        TlsCertificates.Selection selection = certificates.current();
        Made last = made;
        if (last != null && last.selection == selection) {
            return last;
        }
        PeerTrust peers = peerTrust;
        if (peers == null) {
            peers = new PeerTrust(
                    clients == null ? null : clients.verifier(), common.weakAllowed(), new FullHandshakes());
            peerTrust = peers;
        }
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = {IdentityKeys.ofServer(selection)};
        context.init(keys, new TrustManager[] {peers}, null);
        last = new Made(selection, context, parameters(context));
        made = last;
        return last;
    }

    /** Nobody changes these any more, so that engines read them on any thread. */
    private SSLParameters parameters(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        common.apply(engine, parameters);
        parameters.setUseCipherSuitesOrder(true);
        if (clientCertificateRequired) {
            parameters.setNeedClientAuth(true);
        } else if (clients != null) {
            parameters.setWantClientAuth(true);
        }
        return parameters;
    }
}

package io.nagare.net.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engines of clients with the same options. They share sessions, unless each has to begin with a full
 * handshake. Used by any thread; the first engine may need the system's authorities from a file.
 */
final class ClientEngines {

    private final Common common;
    private final @Nullable TlsTrust trust;
    private final boolean verifyHostName;
    private final @Nullable TlsIdentity identity;
    private final boolean resume;
    private final FullHandshakes full = new FullHandshakes();
    private @Nullable PeerTrust peerTrust;
    private @Nullable SSLContext shared;

    ClientEngines(
            Common common,
            @Nullable TlsTrust trust,
            boolean verifyHostName,
            @Nullable TlsIdentity identity,
            boolean resume) {
        this.common = common;
        this.trust = trust;
        this.verifyHostName = verifyHostName;
        this.identity = identity;
        this.resume = resume;
    }

    /**
     * Makes an engine. May block.
     *
     * @param name to send and to verify, in its checked form
     */
    SSLEngine open(String name, int port) throws GeneralSecurityException {
        SSLEngine engine = context().createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        common.apply(engine, parameters);
        parameters.setServerNames(HostNames.isAddress(name) ? List.of() : List.of(new SNIHostName(name)));
        if (verifyHostName && trust != null) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private synchronized SSLContext context() throws GeneralSecurityException {
        SSLContext context = shared;
        if (context == null) {
            context = make();
            shared = resume ? context : null;
        }
        return context;
    }

    private SSLContext make() throws GeneralSecurityException {
        PeerTrust peers = peerTrust;
        if (peers == null) {
            peers = new PeerTrust(trust == null ? null : trust.verifier(), common.weakAllowed(), full);
            peerTrust = peers;
        }
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = identity == null ? new KeyManager[0] : new KeyManager[] {
            IdentityKeys.ofClient(identity)
        };
        context.init(keys, new TrustManager[] {peers}, null);
        return context;
    }

    FullHandshakes full() {
        return full;
    }
}

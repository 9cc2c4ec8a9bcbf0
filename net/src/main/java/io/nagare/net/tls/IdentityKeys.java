package io.nagare.net.tls;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows our certificate to the peer: the only one of a client, or the one for the name that a client asks a server for.
 * An alias is the place of an identity in the list. Immutable; engines call it on any thread.
 */
final class IdentityKeys extends X509ExtendedKeyManager {

    /** Null for a client. */
    private final TlsCertificates.@Nullable Selection selection;

    private final List<TlsIdentity> identities;

    private IdentityKeys(TlsCertificates.@Nullable Selection selection, List<TlsIdentity> identities) {
        this.selection = selection;
        this.identities = identities;
    }

    static IdentityKeys ofClient(TlsIdentity identity) {
        return new IdentityKeys(null, List.of(identity));
    }

    static IdentityKeys ofServer(TlsCertificates.Selection selection) {
        List<TlsIdentity> identities = new ArrayList<>(selection.byName().values());
        identities.add(selection.byDefault());
        return new IdentityKeys(selection, identities);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        if (selection == null || engine == null) {
            return null;
        }
        TlsIdentity identity = selection.find(requestedName(engine.getHandshakeSession()));
        return identity.fits(keyType) ? String.valueOf(identities.indexOf(identity)) : null;
    }

    /**
     * A client shows its certificate even if the server names other authorities. The server then says what is wrong.
     */
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        if (selection != null) {
            return null;
        }
        for (String keyType : keyTypes) {
            if (identities.get(0).fits(keyType)) {
                return "0";
            }
        }
        return null;
    }

    /** The name that a client has sent, in lower case and without a dot at the end; null if it has sent none. */
    static @Nullable String requestedName(@Nullable SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return HostNames.requested(host.getAsciiName());
                }
                if (name.getType() == 0) {
                    return HostNames.requested(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                }
            }
        }
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity(alias).key();
    }

    private TlsIdentity identity(String alias) {
        return identities.get(Integer.parseInt(alias));
    }

    // Only engines use this.

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}

package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of TLS servers. Immutable, but the certificates can be {@linkplain TlsCertificates#replace replaced}.
 * Used by any thread.
 *
 * <p>Make them once and use them for all connections: sessions are resumed among the connections of one object.
 *
 * <p>By default a server asks for no certificate of its clients, takes TLS 1.2 and 1.3, and gives a handshake 10
 * seconds. Weak certificates of clients are refused as {@link TlsClientOptions} says.
 */
public final class TlsServerOptions {

    private final Common common;
    private final TlsCertificates certificates;

    /** Whose clients are believed; null to ask for no certificate. */
    private final @Nullable TlsTrust clients;

    private final boolean clientCertificateRequired;
    private final ServerEngines engines;

    private TlsServerOptions(
            Common common, TlsCertificates certificates, @Nullable TlsTrust clients, boolean required) {
        this.common = common;
        this.certificates = certificates;
        this.clients = clients;
        this.clientCertificateRequired = required;
        this.engines = new ServerEngines(common, certificates, clients, required);
    }

    /** The options as the class describes them, with one identity for all names. */
    public static TlsServerOptions of(TlsIdentity identity) {
        return of(TlsCertificates.of(identity));
    }

    /** The options as the class describes them. */
    public static TlsServerOptions of(TlsCertificates certificates) {
        requireNonNull(certificates, "certificates");
        return new TlsServerOptions(Common.DEFAULTS, certificates, null, false);
    }

    /** The same, but clients are asked for a certificate and may have none. One that is not trusted is refused. */
    public TlsServerOptions wantClientCertificate(TlsTrust authorities) {
        requireNonNull(authorities, "authorities");
        return new TlsServerOptions(common, certificates, authorities, false);
    }

    /** The same, but clients must have a certificate that is trusted. */
    public TlsServerOptions requireClientCertificate(TlsTrust authorities) {
        requireNonNull(authorities, "authorities");
        return new TlsServerOptions(common, certificates, authorities, true);
    }

    /** The same, but weak certificates of clients are taken, see {@link TlsClientOptions#allowWeakCertificates}. */
    public TlsServerOptions allowWeakCertificates() {
        return with(common.allowWeak());
    }

    /**
     * The same with application protocols to choose from (ALPN), the preferred one first. A client that offers none of
     * them is refused, and so is a client that offers nothing; {@link #acceptNoApplicationProtocol} lets the latter in.
     *
     * @throws IllegalArgumentException if a name is empty, too long or there twice
     */
    public TlsServerOptions applicationProtocols(String... names) {
        return with(common.applicationProtocols(names));
    }

    /** The same, but clients may offer no application protocol. */
    public TlsServerOptions acceptNoApplicationProtocol() {
        return with(common.withoutNeedOfApplicationProtocol());
    }

    /**
     * The same with these versions of TLS only.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TlsServerOptions versions(TlsVersion... versions) {
        return with(common.versions(versions));
    }

    /**
     * The same with another limit for the handshake.
     *
     * @param limit above 0, a year at most
     * @throws IllegalArgumentException if it is out of range
     */
    public TlsServerOptions handshakeLimit(Duration limit) {
        return with(common.handshakeLimit(limit));
    }

    private TlsServerOptions with(Common other) {
        return new TlsServerOptions(other, certificates, clients, clientCertificateRequired);
    }

    Common common() {
        return common;
    }

    ServerEngines engines() {
        return engines;
    }

    @Override
    public String toString() {
        String asks = clients == null
                ? ""
                : ", " + (clientCertificateRequired ? "requires" : "wants") + " certificates of clients, " + clients;
        return "TlsServerOptions[" + certificates + asks + ", " + common + "]";
    }
}

package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of TLS clients. Immutable; used by any thread.
 *
 * <p>Make them once and use them for all connections: the authorities are loaded once for each object, and sessions are
 * resumed among the connections of one object.
 *
 * <p>By default a client trusts the system's authorities and verifies the host's name. It takes TLS 1.2 and 1.3,
 * resumes sessions, and gives a handshake 10 seconds. It refuses RSA keys below 2,048 bits, signatures with SHA-1 or
 * MD5, and certificates that name their host only in the subject. The JDK takes those from a private authority.
 */
public final class TlsClientOptions {

    private static final TlsClientOptions DEFAULTS =
            new TlsClientOptions(Common.DEFAULTS, TlsTrust.system(), true, null, null, true);

    private final Common common;

    /** Null to trust anyone. */
    private final @Nullable TlsTrust trust;

    private final boolean verifyHostName;
    private final @Nullable String serverName;
    private final @Nullable TlsIdentity identity;
    private final boolean resume;
    private final ClientEngines engines;

    private TlsClientOptions(
            Common common,
            @Nullable TlsTrust trust,
            boolean verifyHostName,
            @Nullable String serverName,
            @Nullable TlsIdentity identity,
            boolean resume) {
        this.common = common;
        this.trust = trust;
        this.verifyHostName = verifyHostName;
        this.serverName = serverName;
        this.identity = identity;
        this.resume = resume;
        this.engines = new ClientEngines(common, trust, verifyHostName, identity, resume);
    }

    /** The options as the class describes them. */
    public static TlsClientOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other authorities. */
    public TlsClientOptions trust(TlsTrust authorities) {
        requireNonNull(authorities, "authorities");
        return new TlsClientOptions(common, authorities, verifyHostName, serverName, identity, resume);
    }

    /**
     * The same, but any certificate is taken, whoever made it and for whatever host. So anyone on the way can read and
     * change everything. For tests.
     */
    public TlsClientOptions trustAnyoneInsecurely() {
        return new TlsClientOptions(common, null, verifyHostName, serverName, identity, resume);
    }

    /**
     * The same, but the name in a trusted certificate is not compared with the host. Anyone with a certificate from a
     * trusted authority can then read and change everything. Prefer naming the host with {@link #serverName}.
     */
    public TlsClientOptions skipHostNameVerificationInsecurely() {
        return new TlsClientOptions(common, trust, false, serverName, identity, resume);
    }

    /**
     * The same, but weak certificates are taken: RSA keys below 2,048 bits, signatures with SHA-1 or MD5, and
     * certificates that name their host only in the subject. What the JDK itself refuses is still refused.
     */
    public TlsClientOptions allowWeakCertificates() {
        return new TlsClientOptions(common.allowWeak(), trust, verifyHostName, serverName, identity, resume);
    }

    /**
     * The same with a name for the server: the client sends it (SNI) and the certificate must be for it. By default
     * that is the host to which the client connects.
     *
     * @param host a name, also an international one, or an address, which is verified but not sent
     * @throws IllegalArgumentException if it is malformed
     */
    public TlsClientOptions serverName(String host) {
        return new TlsClientOptions(common, trust, verifyHostName, HostNames.checked(host), identity, resume);
    }

    /** The same with a certificate for servers that want one of their clients. */
    public TlsClientOptions identity(TlsIdentity own) {
        requireNonNull(own, "own");
        return new TlsClientOptions(common, trust, verifyHostName, serverName, own, resume);
    }

    /**
     * The same with application protocols to offer (ALPN), the preferred one first, such as {@code h2}. If the server
     * chooses none, the connection fails; {@link #acceptNoApplicationProtocol} changes that.
     *
     * @throws IllegalArgumentException if a name is empty, too long or there twice
     */
    public TlsClientOptions applicationProtocols(String... names) {
        return with(common.applicationProtocols(names));
    }

    /** The same, but a server may choose none of the application protocols that are offered. */
    public TlsClientOptions acceptNoApplicationProtocol() {
        return with(common.withoutNeedOfApplicationProtocol());
    }

    /**
     * The same with these versions of TLS only.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TlsClientOptions versions(TlsVersion... versions) {
        return with(common.versions(versions));
    }

    /**
     * The same with another limit for the handshake.
     *
     * @param limit above 0, a year at most
     * @throws IllegalArgumentException if it is out of range
     */
    public TlsClientOptions handshakeLimit(Duration limit) {
        return with(common.handshakeLimit(limit));
    }

    /** The same, but each connection begins with a full handshake. */
    public TlsClientOptions withoutResumption() {
        return new TlsClientOptions(common, trust, verifyHostName, serverName, identity, false);
    }

    private TlsClientOptions with(Common other) {
        return new TlsClientOptions(other, trust, verifyHostName, serverName, identity, resume);
    }

    /** Whether there is a certificate for servers that require one. */
    boolean isIdentified() {
        return identity != null;
    }

    Common common() {
        return common;
    }

    ClientEngines engines() {
        return engines;
    }

    /** The name to send and verify for a host to which the client connects, in its checked form. */
    String nameFor(String host) {
        return serverName == null ? HostNames.checked(host) : serverName;
    }

    @Override
    public String toString() {
        return "TlsClientOptions[" + (trust == null ? "trusts anyone" : trust)
                + (verifyHostName ? "" : ", does not verify host names")
                + (serverName == null ? "" : ", server " + serverName)
                + (identity == null ? "" : ", " + identity)
                + ", " + common + (resume ? "" : ", resumes no sessions") + "]";
    }
}

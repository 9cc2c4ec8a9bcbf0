package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client and a server have agreed on.
 *
 * @param protocol the version of TLS, "TLSv1.2" or "TLSv1.3"
 * @param cipherSuite the name of the cipher suite, such as "TLS_AES_256_GCM_SHA384"
 * @param applicationProtocol the application protocol (ALPN); null if none was agreed on
 * @param serverName the name that the client sent (SNI); null if it sent none
 * @param peerCertificates the peer's certificates, the leaf first; empty if it has shown none
 * @param resumed whether an earlier session goes on, with the certificates that were verified then
 */
public record TlsSession(
        String protocol,
        String cipherSuite,
        @Nullable String applicationProtocol,
        @Nullable String serverName,
        List<X509Certificate> peerCertificates,
        boolean resumed) {

    /** Checks for null, and copies the list. */
    public TlsSession {
        requireNonNull(protocol, "protocol");
        requireNonNull(cipherSuite, "cipherSuite");
        for (X509Certificate certificate : requireNonNull(peerCertificates, "peerCertificates")) {
            requireNonNull(certificate, "a certificate in peerCertificates");
        }
        peerCertificates = List.copyOf(peerCertificates);
    }
}

package io.nagare.net.tls;

import io.nagare.net.tls.TlsFailedException.Reason;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes or refuses the peer's certificates. The JDK verifies them, and the host's name with them; this adds what the
 * JDK lets pass, and says what was wrong. Engines call it in their delegated tasks, on threads that may block.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private static final int SHORTEST_RSA = 2048;
    private static final X509Certificate[] NONE = {};

    /** Null to trust anyone. */
    private final @Nullable X509ExtendedTrustManager verifier;

    private final boolean weakAllowed;
    private final FullHandshakes full;

    PeerTrust(@Nullable X509ExtendedTrustManager verifier, boolean weakAllowed, FullHandshakes full) {
        this.verifier = verifier;
        this.weakAllowed = weakAllowed;
        this.full = full;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        full.note(engine);
        if (verifier == null) {
            return;
        }
        try {
            verifier.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refused) {
            throw RefusedChain.explain(chain, refused, engine.getPeerHost(), verifier.getAcceptedIssuers());
        }
        if (!weakAllowed) {
            refuseWeak(chain);
            if (engine.getSSLParameters().getEndpointIdentificationAlgorithm() != null) {
                refuseNameInSubject(chain[0]);
            }
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (verifier == null) {
            return;
        }
        try {
            verifier.checkClientTrusted(chain, authType, engine);
        } catch (CertificateException refused) {
            throw RefusedChain.explain(chain, refused, null, verifier.getAcceptedIssuers());
        }
        if (!weakAllowed) {
            refuseWeak(chain);
        }
    }

    /** The signature of a root does not matter, since it is trusted or not as a whole. */
    private static void refuseWeak(X509Certificate[] chain) throws CertificateRefused {
        for (int i = 0; i < chain.length; i++) {
            X509Certificate certificate = chain[i];
            boolean root = Certificates.isSelfIssued(certificate);
            if (i > 0 && root) {
                return;
            }
            if (certificate.getPublicKey() instanceof RSAKey key && key.getModulus().bitLength() < SHORTEST_RSA) {
                throw weak(certificate, "has an RSA key of " + key.getModulus().bitLength() + " bits, and "
                        + SHORTEST_RSA + " are the least");
            }
            String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            if (!root && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
                throw weak(certificate, "is signed with " + certificate.getSigAlgName() + ", which can be forged");
            }
        }
    }

    private static CertificateRefused weak(X509Certificate certificate, String why) {
        return new CertificateRefused(
                Reason.WEAK,
                "the certificate " + Certificates.subject(certificate) + " " + why
                        + " (allowWeakCertificates() takes it nevertheless)",
                null);
    }

    private static void refuseNameInSubject(X509Certificate leaf) throws CertificateRefused {
        if (Certificates.hosts(leaf).isEmpty()) {
            throw new CertificateRefused(
                    Reason.WRONG_NAME,
                    "the certificate " + Certificates.subject(leaf) + " names its host in the subject only, and has no"
                            + " subject alternative names (allowWeakCertificates() takes it nevertheless)",
                    null);
        }
    }

    /** The authorities, whose names a server sends to its clients. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verifier == null ? NONE : verifier.getAcceptedIssuers();
    }

    // Only engines use this, and engines name themselves.

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    private static CertificateException withoutEngine() {
        return new CertificateException("certificates are verified for engines only");
    }
}

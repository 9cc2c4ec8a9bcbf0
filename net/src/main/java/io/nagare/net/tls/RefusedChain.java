package io.nagare.net.tls;

import io.nagare.net.tls.TlsFailedException.Reason;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why the JDK has refused a chain of certificates. Stateless; called on any thread. */
final class RefusedChain {

    private RefusedChain() {}

    /**
     * Returns an exception that says what was wrong with a chain.
     *
     * @param host the name or address that was verified; null if none was
     * @param authorities those that are trusted
     */
    static CertificateRefused explain(
            X509Certificate[] chain,
            CertificateException refused,
            @Nullable String host,
            X509Certificate[] authorities) {
        X509Certificate leaf = chain[0];
        String message = String.valueOf(refused.getMessage());
        if (message.startsWith("No name matching") || message.startsWith("No subject alternative")) {
            return refused(Reason.WRONG_NAME, wrongName(leaf, host), refused);
        }
        CertificateRefused untimely = untimely(chain, refused);
        if (untimely != null) {
            return untimely;
        }
        CertPathValidatorException path = pathFailure(refused);
        Object why = path == null ? null : path.getReason();
        if (why == BasicReason.ALGORITHM_CONSTRAINED) {
            return refused(Reason.WEAK, "the certificates of " + Certificates.subject(leaf)
                    + " use an algorithm or a key that is too weak: " + deepest(refused), refused);
        }
        if (why == BasicReason.INVALID_SIGNATURE) {
            return forged(leaf, refused);
        }
        if (why == BasicReason.REVOKED) {
            return refused(Reason.UNFIT_CERTIFICATE,
                    "a certificate of " + Certificates.subject(leaf) + " was revoked: " + deepest(refused), refused);
        }
        // Either no path was found, or the one that was found breaks a rule, which has a reason or is about the usage.
        boolean ofUsage = message.contains("key usage") || message.contains("KeyUsage");
        boolean foundNone = path == null || why == BasicReason.UNSPECIFIED || why == PKIXReason.NO_TRUST_ANCHOR;
        return foundNone && !ofUsage ? untrusted(chain, refused, authorities) : unfit(leaf, refused);
    }

    private static CertificateRefused unfit(X509Certificate leaf, CertificateException refused) {
        return refused(Reason.UNFIT_CERTIFICATE, "the certificates of " + Certificates.subject(leaf)
                + " may not be used for this: " + deepest(refused), refused);
    }

    private static String wrongName(X509Certificate leaf, @Nullable String host) {
        List<String> hosts = Certificates.hosts(leaf);
        return "the certificate " + Certificates.subject(leaf) + " is not for " + host + ", but for "
                + (hosts.isEmpty() ? "no host that it names as a subject alternative name" : String.join(", ", hosts));
    }

    private static @Nullable CertificateRefused untimely(X509Certificate[] chain, CertificateException refused) {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException expired) {
                return refused(Reason.EXPIRED, "the certificate " + Certificates.subject(certificate)
                        + " has expired, at " + certificate.getNotAfter().toInstant(), refused);
            } catch (CertificateNotYetValidException early) {
                return refused(Reason.NOT_YET_VALID, "the certificate " + Certificates.subject(certificate)
                        + " is not valid before " + certificate.getNotBefore().toInstant(), refused);
            }
        }
        return null;
    }

    private static CertificateRefused forged(X509Certificate certificate, CertificateException refused) {
        return refused(Reason.UNFIT_CERTIFICATE, "the certificate " + Certificates.subject(certificate)
                + " has a signature that does not belong to the key of its issuer, "
                + Certificates.issuer(certificate), refused);
    }

    private static CertificateRefused untrusted(
            X509Certificate[] chain, CertificateException refused, X509Certificate[] authorities) {
        X509Certificate top = top(chain);
        X509Certificate authority = issuer(authorities, top);
        boolean forged = authority != null && top != authority && !Certificates.hasIssued(authority, top);
        return forged ? forged(top, refused) : refused(Reason.UNTRUSTED, untrusted(chain, top), refused);
    }

    private static String untrusted(X509Certificate[] chain, X509Certificate top) {
        X509Certificate leaf = chain[0];
        if (!Certificates.isSelfIssued(top)) {
            return "the certificate " + Certificates.subject(top) + " was issued by " + Certificates.issuer(top)
                    + ", which is not trusted, and of which the peer has sent no certificate";
        }
        return top == leaf
                ? "the certificate " + Certificates.subject(leaf) + " is self-signed and is not trusted itself"
                : "the certificate " + Certificates.subject(leaf) + " leads to " + Certificates.subject(top)
                        + ", which is not trusted";
    }

    /** The last certificate that the leaf leads to. */
    private static X509Certificate top(X509Certificate[] chain) {
        X509Certificate top = chain[0];
        for (int step = 0; step < chain.length && !Certificates.isSelfIssued(top); step++) {
            X509Certificate issuer = issuer(chain, top);
            if (issuer == null) {
                return top;
            }
            top = issuer;
        }
        return top;
    }

    private static @Nullable X509Certificate issuer(X509Certificate[] chain, X509Certificate issued) {
        for (X509Certificate certificate : chain) {
            if (certificate.getSubjectX500Principal().equals(issued.getIssuerX500Principal())) {
                return certificate;
            }
        }
        return null;
    }

    private static @Nullable CertPathValidatorException pathFailure(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException path) {
                return path;
            }
        }
        return null;
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage());
    }

    private static CertificateRefused refused(Reason reason, String message, CertificateException refused) {
        return new CertificateRefused(reason, message, refused.getCause());
    }
}

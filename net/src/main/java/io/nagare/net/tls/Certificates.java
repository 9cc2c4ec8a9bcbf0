package io.nagare.net.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads certificates, and says in messages what is in them. Stateless; called on any thread. */
final class Certificates {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private Certificates() {}

    /**
     * Returns the certificates of a text in PEM, one at least.
     *
     * @param where names the text in messages
     */
    static List<X509Certificate> parse(String text, String where) {
        List<Pem.Block> blocks = Pem.parse(text, where);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : blocks) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(decode(block.content(), certificates.size() + 1, where));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsMaterialException("there is no certificate in " + where + ": " + Pem.contents(text, blocks));
        }
        return certificates;
    }

    private static X509Certificate decode(byte[] content, int number, String where) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException failure) {
            throw new TlsMaterialException(
                    "certificate " + number + " in " + where + " is damaged: " + failure.getMessage(), failure);
        }
    }

    /** The subject of a certificate. */
    static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.isEmpty() ? "the one without a subject" : "'" + name + "'";
    }

    /** The issuer of a certificate. */
    static String issuer(X509Certificate certificate) {
        return "'" + certificate.getIssuerX500Principal().getName() + "'";
    }

    /** The hosts that a certificate is for, as its subject alternative names say: names, then addresses. */
    static List<String> hosts(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (List<?> entry : alternatives(certificate)) {
            if (entry.get(0).equals(DNS)) {
                names.add(String.valueOf(entry.get(1)));
            } else if (entry.get(0).equals(ADDRESS)) {
                addresses.add(String.valueOf(entry.get(1)));
            }
        }
        names.addAll(addresses);
        return names;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null ? List.of() : alternatives;
        } catch (CertificateParsingException damaged) {
            return List.of();
        }
    }

    /** Whether a certificate says that its subject has issued it. */
    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Whether the key of one certificate has signed another. */
    static boolean hasIssued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException failure) {
            return false;
        }
    }

    /** Returns what is wrong with the order of a chain, whose first certificate is the leaf; null if nothing is. */
    static @Nullable String disorder(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate issued = chain.get(i - 1);
            X509Certificate issuer = chain.get(i);
            if (!hasIssued(issuer, issued)) {
                return "certificate " + (i + 1) + ", " + subject(issuer) + ", has not issued certificate " + i + ", "
                        + subject(issued) + ", which says that its issuer is " + issuer(issued)
                        + "; order the chain from the leaf to the root";
            }
        }
        return null;
    }
}

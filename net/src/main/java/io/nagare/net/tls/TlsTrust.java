package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whose certificates are believed: those of the system's authorities, or those of given ones. Immutable; used by any
 * thread.
 *
 * <p>A given certificate is usually that of an authority. It may also be that of a single peer.
 */
public final class TlsTrust {

    private static final TlsTrust SYSTEM = new TlsTrust(List.of());

    /** Empty for the system's. */
    private final List<X509Certificate> authorities;

    private TlsTrust(List<X509Certificate> authorities) {
        this.authorities = authorities;
    }

    /** The authorities that the JDK trusts, which {@code javax.net.ssl.trustStore} can change. */
    public static TlsTrust system() {
        return SYSTEM;
    }

    /**
     * Trusts the given certificates and no others.
     *
     * @throws TlsMaterialException if there is none
     */
    public static TlsTrust of(Collection<X509Certificate> authorities) {
        if (requireNonNull(authorities, "authorities").isEmpty()) {
            throw new TlsMaterialException("there is no certificate to trust; give one at least");
        }
        authorities.forEach(authority -> requireNonNull(authority, "a certificate in authorities"));
        return new TlsTrust(List.copyOf(authorities));
    }

    /**
     * Trusts the certificates in a text in PEM and no others.
     *
     * @throws TlsMaterialException if there is none, or one is damaged
     */
    public static TlsTrust ofPem(String authorities) {
        return of(Certificates.parse(requireNonNull(authorities, "authorities"), "the text"));
    }

    /**
     * Reads a file in PEM, and trusts the certificates in it and no others. Blocks the calling thread; {@link #load}
     * does not.
     *
     * @throws IOException if the file cannot be read
     * @throws TlsMaterialException if there is no certificate in it, or one is damaged
     */
    public static TlsTrust fromFile(Path authorities) throws IOException {
        requireNonNull(authorities, "authorities");
        return of(Certificates.parse(Pem.read(authorities, "certificate"), "the file " + authorities));
    }

    /**
     * Reads a file in PEM, on a thread that may block, and trusts the certificates in it and no others.
     *
     * <p>Errors: as {@link #fromFile}.
     */
    public static One<TlsTrust> load(Path authorities) {
        requireNonNull(authorities, "authorities");
        return One.blocking(() -> fromFile(authorities));
    }

    /** Makes what verifies chains of certificates. May read the system's authorities from a file. */
    X509ExtendedTrustManager verifier() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : store());
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager verifier) {
                return verifier;
            }
        }
        throw new GeneralSecurityException("this JDK has nothing to verify certificates with");
    }

    private KeyStore store() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new GeneralSecurityException("an empty key store cannot be made", impossible);
        }
        int number = 0;
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority " + number++, authority);
        }
        return store;
    }

    @Override
    public String toString() {
        return authorities.isEmpty()
                ? "TlsTrust[system]"
                : "TlsTrust" + authorities.stream().map(Certificates::subject).toList();
    }
}

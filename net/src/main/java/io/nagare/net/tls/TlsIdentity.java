package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one side shows to the other to say who it is: a private key, and the certificates for it from the leaf towards
 * the root. Immutable; used by any thread.
 *
 * <p>Keys may be RSA, EC, Ed25519 or Ed448, in PEM: PKCS#8, also encrypted, PKCS#1 or SEC1. The key and the chain may
 * be in one text or file. The root itself may be left out of the chain.
 *
 * <p>All methods check that the key belongs to the first certificate, and that each certificate was issued by the next.
 * If not, they throw {@link TlsMaterialException}. None checks whether a certificate has expired.
 */
public final class TlsIdentity {

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Makes an identity of a key and a chain.
     *
     * @param chain the certificate of the key, then its issuer, and so on
     * @throws TlsMaterialException if the chain is empty or out of order, or the key is another one's
     */
    public static TlsIdentity of(PrivateKey key, List<X509Certificate> chain) {
        requireNonNull(key, "key");
        requireNonNull(chain, "chain");
        chain.forEach(certificate -> requireNonNull(certificate, "a certificate in chain"));
        return make(key, List.copyOf(chain), "the private key", "the chain");
    }

    /**
     * Makes an identity of texts in PEM.
     *
     * @throws TlsMaterialException if one of them cannot be used
     */
    public static TlsIdentity ofPem(String chain, String key) {
        return parse(chain, key, null, "the text of the chain", "the text of the key");
    }

    /**
     * Makes an identity of texts in PEM, with an encrypted key.
     *
     * @param password the caller may clear it afterwards
     * @throws TlsMaterialException if one of them cannot be used, or the password is wrong
     */
    public static TlsIdentity ofPem(String chain, String key, char[] password) {
        requireNonNull(password, "password");
        return parse(chain, key, password, "the text of the chain", "the text of the key");
    }

    /**
     * Reads an identity from files in PEM. Blocks the calling thread; {@link #load(Path, Path)} does not.
     *
     * @throws IOException if a file cannot be read
     * @throws TlsMaterialException if what is in one of them cannot be used
     */
    public static TlsIdentity fromFiles(Path chain, Path key) throws IOException {
        return read(chain, key, null);
    }

    /**
     * Reads an identity from files in PEM, with an encrypted key. Blocks the calling thread;
     * {@link #load(Path, Path, char[])} does not.
     *
     * @param password the caller may clear it afterwards
     * @throws IOException if a file cannot be read
     * @throws TlsMaterialException if what is in one of them cannot be used, or the password is wrong
     */
    public static TlsIdentity fromFiles(Path chain, Path key, char[] password) throws IOException {
        requireNonNull(password, "password");
        return read(chain, key, password);
    }

    /**
     * Reads an identity from files in PEM, on a thread that may block.
     *
     * <p>Errors: as {@link #fromFiles(Path, Path)}.
     */
    public static One<TlsIdentity> load(Path chain, Path key) {
        requireNonNull(chain, "chain");
        requireNonNull(key, "key");
        return One.blocking(() -> read(chain, key, null));
    }

    /**
     * Reads an identity from files in PEM, with an encrypted key, on a thread that may block.
     *
     * <p>Errors: as {@link #fromFiles(Path, Path, char[])}.
     *
     * @param password copied by this call, since the files may be read later and more than once
     */
    public static One<TlsIdentity> load(Path chain, Path key, char[] password) {
        requireNonNull(chain, "chain");
        requireNonNull(key, "key");
        char[] copy = requireNonNull(password, "password").clone();
        return One.blocking(() -> read(chain, key, copy));
    }

    private static TlsIdentity read(Path chain, Path key, char @Nullable [] password) throws IOException {
        requireNonNull(chain, "chain");
        requireNonNull(key, "key");
        String certificates = Pem.read(chain, "certificate");
        return parse(certificates, Pem.read(key, "private key"), password, "the file " + chain, "the file " + key);
    }

    private static TlsIdentity parse(
            String chain, String key, char @Nullable [] password, String chainWhere, String keyWhere) {
        requireNonNull(chain, "chain");
        requireNonNull(key, "key");
        List<X509Certificate> certificates = List.copyOf(Certificates.parse(chain, chainWhere));
        return make(PrivateKeys.parse(key, password, keyWhere), certificates, keyWhere, chainWhere);
    }

    private static TlsIdentity make(PrivateKey key, List<X509Certificate> chain, String keyWhere, String chainWhere) {
        if (chain.isEmpty()) {
            throw new TlsMaterialException("there is no certificate in " + chainWhere);
        }
        X509Certificate leaf = chain.get(0);
        if (!PrivateKeys.areOne(key, leaf.getPublicKey())) {
            throw new TlsMaterialException("the " + key.getAlgorithm() + " key in " + keyWhere
                    + " is not the key of the first certificate in " + chainWhere + ", "
                    + Certificates.subject(leaf) + ", which has another "
                    + leaf.getPublicKey().getAlgorithm() + " key");
        }
        String disorder = Certificates.disorder(chain);
        if (disorder != null) {
            throw new TlsMaterialException("the certificates in " + chainWhere + " are no chain: " + disorder);
        }
        return new TlsIdentity(key, chain);
    }

    /** The certificates, from the leaf towards the root. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The names and addresses of hosts that the first certificate is for. */
    public List<String> hosts() {
        return Certificates.hosts(chain.get(0));
    }

    PrivateKey key() {
        return key;
    }

    /** Whether the key is of a kind that the JDK names so, such as "RSA", or "EC_EC". */
    boolean fits(String keyType) {
        int end = keyType.indexOf('_');
        return key.getAlgorithm().equals(end < 0 ? keyType : keyType.substring(0, end));
    }

    /** Names the certificate, and nothing of the key but its kind. */
    @Override
    public String toString() {
        return "TlsIdentity[" + Certificates.subject(chain.get(0)) + ", " + key.getAlgorithm() + " key, hosts "
                + hosts() + "]";
    }
}

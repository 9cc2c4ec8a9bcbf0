package io.nagare.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A key on the curve P-256 and a certificate for it, made for one run by the JDK's {@code keytool}.
 *
 * @param key the private key
 * @param certificate for localhost, signed by the key itself
 */
record TlsFixture(PrivateKey key, X509Certificate certificate) {

    private static final String PASSWORD = "password of a file that is deleted at once";

    /** How much a bulk server sends to each connection, in pieces of {@link #PIECE}. */
    static final int PIECES = 4096;

    static final int PIECE = 64 * 1024;

    /**
     * The cipher suites for all stacks on the JDK's engine: those with forward secrecy, in the JDK's order, as Nagare
     * has them by default. A shorter list would be less work for a handshake.
     */
    static List<String> cipherSuites() throws NoSuchAlgorithmException {
        return Arrays.stream(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
                .filter(suite -> !suite.startsWith("TLS_RSA_") && !suite.startsWith("TLS_ECDH_"))
                .toList();
    }

    static TlsFixture make() throws IOException, GeneralSecurityException, InterruptedException {
        Path directory = Files.createTempDirectory("nagare-bench");
        Path file = directory.resolve("keys.p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
            return read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static TlsFixture read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return new TlsFixture(
                (PrivateKey) store.getKey("server", PASSWORD.toCharArray()),
                (X509Certificate) store.getCertificate("server"));
    }
}

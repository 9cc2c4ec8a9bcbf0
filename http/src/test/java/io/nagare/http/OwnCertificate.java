package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that is issued by itself. The JDK's keytool makes it. */
final class OwnCertificate {

    private static final char[] PASSWORD = "password".toCharArray();

    private final KeyStore store;

    private OwnCertificate(KeyStore store) {
        this.store = store;
    }

    /** Makes one for localhost and 127.0.0.1, in a file in that directory. */
    static OwnCertificate make(Path directory, String name) throws Exception {
        return make(directory, name, "dns:localhost,ip:127.0.0.1");
    }

    /** Makes one for those hosts. */
    static OwnCertificate make(Path directory, String name, String hosts) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeTrue(Files.isExecutable(keytool), "keytool is not in this JDK");
        Path file = directory.resolve(name + ".p12");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias", name,
                        "-keyalg", "EC",
                        "-groupname", "secp256r1",
                        "-dname", "CN=" + name,
                        "-ext", "san=" + hosts,
                        "-storetype", "PKCS12",
                        "-keystore", file.toString(),
                        "-storepass", new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        assertEquals(true, process.waitFor(30, TimeUnit.SECONDS), "keytool hangs");
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve(name + ".log")));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new OwnCertificate(store);
    }

    KeyManagerFactory keys() throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        return factory;
    }

    SSLContext server() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), null, null);
        return context;
    }

    /** Trusts this certificate alone. */
    SSLContext client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String alias = store.aliases().nextElement();
        trusted.setCertificateEntry(alias, store.getCertificate(alias));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}

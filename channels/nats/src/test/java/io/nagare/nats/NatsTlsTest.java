package io.nagare.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.nats.failure.NatsUnreachableException;
import io.nagare.value.ValueCodec;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS. The JDK's keytool makes its certificate. */
class NatsTlsTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private Path directory;

    private KeyStore certificate() throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeTrue(Files.isExecutable(keytool), "keytool is not in this JDK");
        Path file = directory.resolve("server.p12");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias", "server",
                        "-keyalg", "EC",
                        "-groupname", "secp256r1",
                        "-dname", "CN=localhost",
                        "-ext", "san=dns:localhost,ip:127.0.0.1",
                        "-storetype", "PKCS12",
                        "-keystore", file.toString(),
                        "-storepass", new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "keytool hangs");
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve("log")));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path pem(String type, byte[] content) throws Exception {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
        return Files.writeString(directory.resolve(type.replace(' ', '-')), text, US_ASCII);
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void aChannelOverTls() throws Exception {
        KeyStore store = certificate();
        Path certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key = pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
        List<String> options =
                List.of("-js", "--tls", "--tlscert", certificate.toString(), "--tlskey", key.toString());
        SSLContext context = trusting(store);
        try (NatsServer server = NatsServer.start(options)) {
            NatsOptions trusting = server.options().configure(builder -> builder.sslContext(context));
            try (NatsChannels nats = NatsChannels.connect(trusting).block()) {
                NatsBroadcast<String> room = nats.broadcast("room", ValueCodec.text(), 10).block();
                room.send("hello").block();
                assertEquals("hello", room.replay(1).next().block());
            }
            SSLContext suspicious = SSLContext.getInstance("TLS");
            suspicious.init(null, null, null);
            // jnats waits that long behind a refusal.
            NatsOptions other = server.options()
                    .configure(builder -> builder.sslContext(suspicious).connectionTimeout(Duration.ofMillis(300)));
            assertThrows(
                    NatsUnreachableException.class,
                    () -> NatsChannels.connect(other).block());
        }
    }
}

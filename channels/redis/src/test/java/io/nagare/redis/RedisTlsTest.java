package io.nagare.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.SslOptions;
import io.nagare.redis.failure.RedisUnreachableException;
import io.nagare.value.ValueCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS. The JDK's keytool makes its certificate. */
class RedisTlsTest {

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

    private static RedisServer start(int port, Path certificate, Path key) {
        List<String> options = List.of(
                "--tls-port", "" + port,
                "--tls-cert-file", certificate.toString(),
                "--tls-key-file", key.toString(),
                "--tls-auth-clients", "no");
        RedisServer.assumeThere();
        try {
            return RedisServer.start(options);
        } catch (IOException failure) {
            assumeFalse(String.valueOf(failure.getMessage()).contains("FATAL CONFIG"), "this redis-server has no TLS");
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void aChannelOverTls() throws Exception {
        KeyStore store = certificate();
        Path certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key = pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
        int port = RedisServer.freePort();
        try (RedisServer server = start(port, certificate, key)) {
            RedisOptions suspicious = RedisOptions.of("rediss://localhost:" + port);
            SslOptions trust = SslOptions.builder().trustManager(certificate.toFile()).build();
            RedisOptions trusting = suspicious.configure(builder -> builder.sslOptions(trust));
            try (RedisChannels redis = RedisChannels.connect(trusting).block()) {
                RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 10).block();
                room.send("hello").block();
                assertEquals("hello", room.replay(1).next().block());
            }
            assertThrows(
                    RedisUnreachableException.class,
                    () -> RedisChannels.connect(suspicious).block());
            RedisOptions plain = RedisOptions.of("redis://localhost:" + port);
            assertThrows(
                    RedisUnreachableException.class,
                    () -> RedisChannels.connect(plain).block());
        }
    }
}

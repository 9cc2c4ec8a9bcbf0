package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Task;
import io.nagare.failure.BlockingCallException;
import io.nagare.net.tls.CertificateMaker.Issued;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client and server against OpenSSL's. */
class OpenSslTest extends SocketTlsFixture {

    private static final Issued ROOT = VirtualWires.ROOT;
    private static final Issued CLIENT = CertificateMaker.of("CN=client").issuer(ROOT).make();
    private static final Issued OTHER =
            CertificateMaker.of("CN=other").issuer(ROOT).dns("other.test").make();

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void writeRoot() throws IOException {
        root = write("root.pem", ROOT.chainPem());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String flag(TlsVersion version) {
        return version == TlsVersion.TLS_1_2 ? "-tls1_2" : "-tls1_3";
    }

    private OpenSsl client(ServerSocketChannel listener, Object... more) throws IOException {
        List<Object> all = new ArrayList<>(List.of(
                "s_client", "-connect", "127.0.0.1:" + port(listener), "-CAfile", root, "-verify_return_error",
                "-verify_hostname", "localhost"));
        all.addAll(List.of(more));
        return OpenSsl.start(all.toArray());
    }

    private OpenSsl server(Object... more) throws IOException {
        List<Object> all = new ArrayList<>(List.of(
                "-cert", write("local.pem", VirtualWires.LOCAL.chainPem()),
                "-key", write("local.key", VirtualWires.LOCAL.keyPem())));
        all.addAll(List.of(more));
        return OpenSsl.server(all.toArray());
    }

    private String line(TlsWire wire, int length) {
        return new String(
                nagare.blockOn(WireUse.read(wire, length, 65536), LIMIT), StandardCharsets.ISO_8859_1);
    }

    private void say(TlsWire wire, String text, boolean end) {
        nagare.blockOn(WireUse.write(wire, text.getBytes(StandardCharsets.ISO_8859_1), 1000, end), LIMIT);
    }

    private static TlsFailedException failure(Executable call) {
        Throwable failure = assertThrows(BlockingCallException.class, call).getCause();
        return assertInstanceOf(TlsFailedException.class, failure);
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void ourServerServesAClient(TlsVersion version) throws Exception {
        TlsServerOptions options = TlsServerOptions.of(TlsCertificates.of(
                        OTHER.identity(), Map.of("localhost", VirtualWires.LOCAL.identity())))
                .applicationProtocols("h2", "http/1.1");
        try (ServerSocketChannel listener = listen();
                OpenSsl client =
                        client(listener, flag(version), "-servername", "localhost", "-alpn", "http/1.1,h2")) {
            TlsWire wire = nagare.blockOn(accept(listener, options), LIMIT);
            assertEquals("localhost", wire.session().serverName());
            assertEquals("h2", wire.session().applicationProtocol());
            assertEquals(version.standardName(), wire.session().protocol());
            client.say("ping\n");
            assertEquals("ping\n", line(wire, 5));
            say(wire, "pong\n", false);
            client.await("ALPN protocol: h2", "Verify return code: 0 (ok)");
            client.await("pong");
            client.say("Q\n");
            assertEquals(0, nagare.blockOn(WireUse.readAll(wire), LIMIT).length);
            wire.close();
            client.end();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aClientShowsItsCertificate(TlsVersion version) throws Exception {
        TlsServerOptions options = VirtualWires.serverOptions().requireClientCertificate(ROOT.trust());
        Path certificate = write("client.pem", CLIENT.chainPem());
        Path key = write("client.key", CLIENT.keyPem());
        try (ServerSocketChannel listener = listen()) {
            try (OpenSsl client = client(listener, flag(version), "-cert", certificate, "-key", key)) {
                TlsWire wire = nagare.blockOn(accept(listener, options), LIMIT);
                assertEquals(CLIENT.certificate(), wire.session().peerCertificates().get(0));
                say(wire, "welcome", true);
                client.await("welcome");
                wire.close();
            }
            try (OpenSsl client = client(listener, flag(version))) {
                TlsFailedException failure = failure(() -> nagare.blockOn(accept(listener, options), LIMIT));
                assertEquals(Reason.CERTIFICATE_REQUIRED, failure.reason(), failure::getMessage);
                client.await("alert");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aClientResumesItsSession(TlsVersion version) throws Exception {
        TlsServerOptions options = VirtualWires.serverOptions();
        Path session = folder.resolve("session.pem");
        try (ServerSocketChannel listener = listen()) {
            try (OpenSsl client = client(listener, flag(version), "-sess_out", session)) {
                TlsWire wire = nagare.blockOn(accept(listener, options), LIMIT);
                assertFalse(wire.session().resumed());
                say(wire, "welcome", true);
                client.await("welcome");
                client.end();
                wire.close();
            }
            try (OpenSsl client = client(listener, flag(version), "-sess_in", session)) {
                TlsWire wire = nagare.blockOn(accept(listener, options), LIMIT);
                assertTrue(wire.session().resumed());
                say(wire, "again", true);
                client.await("Reused, TLSv1", "again");
                wire.close();
            }
        }
    }

    @Test
    void aClientUpdatesItsKeys() throws Exception {
        try (ServerSocketChannel listener = listen();
                OpenSsl client = client(listener, "-tls1_3")) {
            TlsWire wire = nagare.blockOn(accept(listener, VirtualWires.serverOptions()), LIMIT);
            List<String> updates = new ArrayList<>();
            List<String> answers = new ArrayList<>();
            for (String command : new String[] {"K\n", "k\n", "K\n"}) {
                client.say(command);
                updates.add("KEYUPDATE");
                client.await(updates.toArray(String[]::new));
                client.say("hello");
                assertEquals("hello", line(wire, 5));
                say(wire, "answer", false);
                answers.add("answer");
                client.await(answers.toArray(String[]::new));
            }
            wire.close();
        }
    }

    @Test
    void aClientMayNotNegotiateAgain() throws Exception {
        try (ServerSocketChannel listener = listen();
                OpenSsl client = client(listener, "-tls1_2")) {
            TlsWire wire = nagare.blockOn(accept(listener, VirtualWires.serverOptions()), LIMIT);
            Task<byte[]> reading = nagare.spawn(WireUse.readAll(wire));
            client.say("R\n");
            assertEquals(Reason.RENEGOTIATION, failure(() -> nagare.blockOn(reading, LIMIT)).reason());
            wire.reset();
        }
    }

    @Test
    void aClientThatIsKilledIsATruncation() throws Exception {
        try (ServerSocketChannel listener = listen();
                OpenSsl client = client(listener)) {
            TlsWire wire = nagare.blockOn(accept(listener, VirtualWires.serverOptions()), LIMIT);
            client.say("hello\n");
            assertEquals("hello\n", line(wire, 6));
            client.kill();
            assertEquals(
                    Reason.TRUNCATED, failure(() -> nagare.blockOn(WireUse.readAll(wire), LIMIT)).reason());
            wire.close();
        }
    }

    @Test
    void aClientThatDoesNotTrustUsSaysSo() throws Exception {
        Issued stranger = CertificateMaker.local(CertificateMaker.root("CN=Stranger")).make();
        try (ServerSocketChannel listener = listen();
                OpenSsl client = client(listener)) {
            TlsFailedException failure = failure(
                    () -> nagare.blockOn(accept(listener, TlsServerOptions.of(stranger.identity())), LIMIT));
            assertEquals(Reason.REFUSED_BY_PEER, failure.reason(), failure::getMessage);
            assertTrue(failure.getMessage().contains("unknown_ca: it says that it does not trust the issuer"),
                    failure::getMessage);
            client.end();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void ourClientUsesAServer(TlsVersion version) throws Exception {
        TlsClientOptions options =
                VirtualWires.clientOptions().versions(version).applicationProtocols("h2", "http/1.1");
        try (OpenSsl server = server("-rev", "-alpn", "http/1.1")) {
            TlsWire wire = nagare.blockOn(connect(server.port(), options), LIMIT);
            assertEquals("http/1.1", wire.session().applicationProtocol());
            assertEquals(version.standardName(), wire.session().protocol());
            assertEquals(VirtualWires.LOCAL.certificate(), wire.session().peerCertificates().get(0));
            say(wire, "hello\n", false);
            assertEquals("olleh\n", line(wire, 6));
            // It ends at this word, with close_notify.
            say(wire, "CLOSE\n", false);
            assertEquals(0, nagare.blockOn(WireUse.readAll(wire), LIMIT).length);
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void ourClientNamesTheServer(TlsVersion version) throws Exception {
        Path other = write("other.pem", OTHER.chainPem());
        Path otherKey = write("other.key", OTHER.keyPem());
        try (OpenSsl server = server("-rev", "-servername", "other.test", "-cert2", other, "-key2", otherKey)) {
            TlsClientOptions options = VirtualWires.clientOptions().versions(version).serverName("other.test");
            TlsWire wire = nagare.blockOn(connect(server.port(), options), LIMIT);
            assertEquals(OTHER.certificate(), wire.session().peerCertificates().get(0));
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void ourClientShowsItsCertificateAndResumes(TlsVersion version) throws Exception {
        TlsClientOptions options = VirtualWires.clientOptions().versions(version).identity(CLIENT.identity());
        try (OpenSsl server = server("-rev", "-Verify", "2", "-verify_return_error", "-CAfile", root)) {
            for (boolean resumed : new boolean[] {false, true}) {
                TlsWire wire = nagare.blockOn(connect(server.port(), options), LIMIT);
                assertEquals(resumed, wire.session().resumed());
                say(wire, "hello\n", false);
                assertEquals("olleh\n", line(wire, 6));
                say(wire, "CLOSE\n", false);
                nagare.blockOn(WireUse.readAll(wire), LIMIT);
                wire.close();
            }
            TlsClientOptions without = VirtualWires.clientOptions().versions(version);
            TlsFailedException failure = failure(() -> {
                TlsWire wire = nagare.blockOn(connect(server.port(), without), LIMIT);
                nagare.blockOn(WireUse.readAll(wire), LIMIT);
            });
            assertEquals(Reason.REFUSED_BY_PEER, failure.reason(), failure::getMessage);
        }
    }

    @Test
    void aServerUpdatesItsKeysAndSendsMuch() throws Exception {
        try (OpenSsl server = server("-tls1_3")) {
            TlsWire wire = nagare.blockOn(connect(server.port(), VirtualWires.clientOptions()), LIMIT);
            server.await("CIPHER is");
            server.say("K\n");
            // It looks at its input before it looks at the connection. So it has seen the command when it prints this.
            say(wire, "ping", false);
            server.await("ping");
            server.say("hello\n");
            assertEquals("hello\n", line(wire, 6));
            byte[] bytes = new byte[500_000];
            Arrays.fill(bytes, (byte) 'x');
            nagare.blockOn(WireUse.write(wire, bytes, 40_000, false), LIMIT);
            say(wire, "the end", true);
            assertTrue(server.await("the end").length() > bytes.length);
            wire.close();
        }
    }

    @Test
    void aServerThatIsKilledIsATruncation() throws Exception {
        try (OpenSsl server = server("-rev")) {
            TlsWire wire = nagare.blockOn(connect(server.port(), VirtualWires.clientOptions()), LIMIT);
            say(wire, "hello\n", false);
            assertEquals("olleh\n", line(wire, 6));
            server.kill();
            assertEquals(
                    Reason.TRUNCATED, failure(() -> nagare.blockOn(WireUse.readAll(wire), LIMIT)).reason());
            wire.close();
        }
    }

    @Test
    void encryptedKeysOfAllUsualKindsAreRead() throws Exception {
        for (String password : List.of("secret", "g\u00e9heim", "\u20ac\ud83d\udd11")) {
            assertOpened(password, "-v2", "aes-128-cbc");
            assertOpened(password, "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1");
            assertOpened(password, "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512");
        }
        assertOpened("secret", "-v1", "PBE-SHA1-3DES");
    }

    private void assertOpened(String password, String... how) throws Exception {
        Path key = write("plain.key", VirtualWires.LOCAL.keyPem());
        Path encrypted = folder.resolve("encrypted");
        // In a file it is UTF-8, whatever the environment says.
        Path secret = write("password", password);
        List<Object> command = new ArrayList<>(
                List.of("pkcs8", "-topk8", "-in", key, "-passout", "file:" + secret, "-out", encrypted));
        command.addAll(List.of(how));
        try (OpenSsl making = OpenSsl.start(command.toArray())) {
            making.end();
        }
        TlsIdentity read = TlsIdentity.ofPem(
                VirtualWires.LOCAL.chainPem(), Files.readString(encrypted), password.toCharArray());
        assertArrayEquals(VirtualWires.LOCAL.keys().getPrivate().getEncoded(), read.key().getEncoded());
    }
}

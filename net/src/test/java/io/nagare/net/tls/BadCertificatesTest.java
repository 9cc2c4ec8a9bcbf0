package io.nagare.net.tls;

import static io.nagare.net.tls.VirtualWires.ROOT;
import static io.nagare.net.tls.VirtualWires.clientOptions;
import static io.nagare.net.tls.VirtualWires.serverOptions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.net.fixture.Recorder;
import io.nagare.net.tls.CertificateMaker.Issued;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that a peer must not accept, each with the message that says why. */
class BadCertificatesTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant A_MONTH_LATER = Instant.parse("2020-02-01T00:00:00Z");
    private static final Instant NOT_SOON = Instant.now().plus(Duration.ofDays(1000));

    /** What a server shows to a client that trusts {@code ROOT} and connects to a host. */
    private record Case(String name, TlsIdentity shown, String host, Reason reason, String message) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Issued intermediate(Issued issuer) {
        return CertificateMaker.of("CN=middle").issuer(issuer).authority().make();
    }

    private static Stream<Case> servers() {
        Issued stranger = CertificateMaker.root("CN=Stranger");
        Issued middle = intermediate(ROOT);
        Issued forged = new Issued(
                CertificateMaker.pair("EC", 0, "forger"), ROOT.certificate(), null);
        Issued leafAsAuthority = CertificateMaker.local(ROOT).make();
        Issued oldMiddle = CertificateMaker.of("CN=old middle")
                .issuer(ROOT)
                .authority()
                .valid(LONG_AGO, A_MONTH_LATER)
                .make();
        Issued weakMiddle = CertificateMaker.of("CN=weak middle")
                .issuer(ROOT)
                .authority()
                .digest("SHA1")
                .make();
        Issued rsaRoot = RsaRoot.ISSUED;
        return Stream.of(
                new Case("expired", CertificateMaker.local(ROOT).valid(LONG_AGO, A_MONTH_LATER).make().identity(),
                        "localhost", Reason.EXPIRED, "'CN=local' has expired, at 2020-02-01T00:00:00Z"),
                new Case("not yet valid",
                        CertificateMaker.local(ROOT)
                                .valid(NOT_SOON, NOT_SOON.plus(Duration.ofDays(1)))
                                .make()
                                .identity(),
                        "localhost", Reason.NOT_YET_VALID, "is not valid before"),
                new Case("wrong host", CertificateMaker.local(ROOT).dns("a.test").make().identity(), "b.test",
                        Reason.WRONG_NAME, "is not for b.test, but for localhost, a.test, 127.0.0.1"),
                new Case("wildcard over two labels",
                        CertificateMaker.local(ROOT).dns("*.a.test").make().identity(), "x.y.a.test",
                        Reason.WRONG_NAME, "*.a.test"),
                new Case("suffix trick", CertificateMaker.local(ROOT).dns("a.test.evil.test").make().identity(),
                        "a.test", Reason.WRONG_NAME, "a.test.evil.test"),
                new Case("wrong address", CertificateMaker.local(ROOT).make().identity(), "127.0.0.2",
                        Reason.WRONG_NAME, "is not for 127.0.0.2"),
                new Case("name in the subject only",
                        CertificateMaker.of("CN=localhost").issuer(ROOT).make().identity(), "localhost",
                        Reason.WRONG_NAME, "names its host in the subject only"),
                new Case("self-signed", CertificateMaker.local(null).make().identity(), "localhost",
                        Reason.UNTRUSTED, "'CN=local' is self-signed and is not trusted itself"),
                new Case("unknown root", CertificateMaker.local(stranger).make().identity(), "localhost",
                        Reason.UNTRUSTED, "was issued by 'CN=Stranger', which is not trusted"),
                new Case("unknown root that is sent",
                        withRoot(CertificateMaker.local(stranger).make(), stranger), "localhost", Reason.UNTRUSTED,
                        "leads to 'CN=Stranger', which is not trusted"),
                new Case("intermediate missing", CertificateMaker.local(middle).make().alone(), "localhost",
                        Reason.UNTRUSTED, "was issued by 'CN=middle', which is not trusted, and of which"),
                new Case("leaf as an authority", CertificateMaker.of("CN=b").issuer(leafAsAuthority).dns("localhost")
                        .make().identity(), "localhost", Reason.UNFIT_CERTIFICATE, "may not be used for this"),
                new Case("only for clients", CertificateMaker.local(ROOT).only(2).make().identity(), "localhost",
                        Reason.UNFIT_CERTIFICATE, "may not be used for this"),
                new Case("expired intermediate", CertificateMaker.local(oldMiddle).make().identity(), "localhost",
                        Reason.EXPIRED, "'CN=old middle' has expired"),
                new Case("signature of another", CertificateMaker.local(forged).make().alone(), "localhost",
                        Reason.UNFIT_CERTIFICATE, "does not belong to the key of its issuer, 'CN=Test Root'"),
                new Case("RSA of 1,024 bits",
                        CertificateMaker.local(ROOT).keys(CertificateMaker.pair("RSA", 1024, "short")).make()
                                .identity(),
                        "localhost", Reason.WEAK, "1024 bits"),
                new Case("SHA-1 by EC", CertificateMaker.local(ROOT).digest("SHA1").make().identity(), "localhost",
                        Reason.WEAK, "SHA1"),
                new Case("SHA-1 in an intermediate", CertificateMaker.local(weakMiddle).make().identity(),
                        "localhost", Reason.WEAK, "SHA1"),
                new Case("SHA-1 by RSA", CertificateMaker.local(rsaRoot).digest("SHA1").make().identity(),
                        "localhost", Reason.WEAK, "SHA1"),
                new Case("MD5 by RSA", CertificateMaker.local(rsaRoot).digest("MD5").make().identity(), "localhost",
                        Reason.WEAK, "MD5"));
    }

    /** Made when it is needed, since RSA keys take a moment. */
    private static final class RsaRoot {
        static final Issued ISSUED = CertificateMaker.of("CN=RSA Root")
                .keys(CertificateMaker.pair("RSA", 2048, "root"))
                .authority()
                .make();
    }

    private static TlsIdentity withRoot(Issued leaf, Issued root) {
        return TlsIdentity.of(leaf.keys().getPrivate(), List.of(leaf.certificate(), root.certificate()));
    }

    private static TlsTrust both() {
        return TlsTrust.of(List.of(ROOT.certificate(), RsaRoot.ISSUED.certificate()));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aClientRefusesTheServer(Case each) throws Exception {
        for (TlsVersion version : TlsVersion.values()) {
            try (VirtualWires world = new VirtualWires()) {
                MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
                Recorder<TlsWire> client = world.client(
                        wires[0],
                        TlsClientOptions.defaults().trust(both()).versions(version).serverName(each.host));
                Recorder<TlsWire> server = world.server(wires[1], TlsServerOptions.of(each.shown));
                TlsFailedException failure = assertInstanceOf(TlsFailedException.class, world.failure(client));
                assertTrue(failure.getMessage().contains(each.message), failure::getMessage);
                assertEquals(each.reason, failure.reason());
                assertTrue(wires[0].isClosed());
                TlsFailedException told = assertInstanceOf(TlsFailedException.class, world.failure(server));
                assertEquals(Reason.REFUSED_BY_PEER, told.reason(), told::getMessage);
                assertTrue(wires[1].isClosed());
            }
        }
    }

    private static Stream<Case> clients() {
        Issued stranger = CertificateMaker.root("CN=Stranger");
        return Stream.of(
                new Case("none", null, "", Reason.CERTIFICATE_REQUIRED, "the peer has shown no certificate"),
                new Case("untrusted", CertificateMaker.of("CN=c").issuer(stranger).make().identity(), "",
                        Reason.UNTRUSTED, "was issued by 'CN=Stranger'"),
                new Case("expired",
                        CertificateMaker.of("CN=c").issuer(ROOT).valid(LONG_AGO, A_MONTH_LATER).make().identity(), "",
                        Reason.EXPIRED, "'CN=c' has expired"),
                new Case("only for servers", CertificateMaker.of("CN=c").issuer(ROOT).only(1).make().identity(), "",
                        Reason.UNFIT_CERTIFICATE, "may not be used for this"),
                new Case("weak",
                        CertificateMaker.of("CN=c")
                                .issuer(ROOT)
                                .keys(CertificateMaker.pair("RSA", 1024, "short"))
                                .make()
                                .identity(),
                        "", Reason.WEAK, "1024 bits"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aServerRefusesTheClient(Case each) throws Exception {
        for (TlsVersion version : TlsVersion.values()) {
            try (VirtualWires world = new VirtualWires()) {
                MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
                TlsClientOptions options = clientOptions().versions(version);
                Recorder<TlsWire> client =
                        world.client(wires[0], each.shown == null ? options : options.identity(each.shown));
                Recorder<TlsWire> server =
                        world.server(wires[1], serverOptions().requireClientCertificate(ROOT.trust()));
                TlsFailedException failure = assertInstanceOf(TlsFailedException.class, world.failure(server));
                assertTrue(failure.getMessage().contains(each.message), failure::getMessage);
                assertEquals(each.reason, failure.reason());
                // In TLS 1.3 the client's handshake is over before the server looks at its certificate.
                Throwable told = version == TlsVersion.TLS_1_2
                        ? world.failure(client)
                        : world.failure(world.begin(WireUse.readAll(VirtualWires.item(client))));
                assertEquals(Reason.REFUSED_BY_PEER, ((TlsFailedException) told).reason(), told::getMessage);
                // The same alert is about a certificate that was shown, or about one that is missing.
                String missing = "it requires a certificate of ours, and we have shown none";
                assertEquals(each.shown == null, told.getMessage().contains(missing), told::getMessage);
            }
        }
    }

    @Test
    void whatIsRefusedIsTakenOnRequest() throws Exception {
        TlsIdentity weak = CertificateMaker.of("CN=localhost").issuer(RsaRoot.ISSUED).make().identity();
        TlsIdentity wrong = CertificateMaker.of("CN=x").issuer(ROOT).dns("x.test").make().identity();
        TlsIdentity own = CertificateMaker.local(null).make().identity();
        try (VirtualWires world = new VirtualWires()) {
            TlsClientOptions trusting = TlsClientOptions.defaults().trust(both());
            assertNotNull(world.shake(trusting.allowWeakCertificates(), TlsServerOptions.of(weak)));
            assertNotNull(world.shake(trusting.skipHostNameVerificationInsecurely(), TlsServerOptions.of(wrong)));
            assertNotNull(world.shake(trusting.trustAnyoneInsecurely(), TlsServerOptions.of(own)));
            assertNotNull(world.shake(trusting.trust(TlsTrust.of(own.chain())), TlsServerOptions.of(own)));
            // Trusting somebody again verifies the name again.
            MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
            Recorder<TlsWire> client =
                    world.client(wires[0], trusting.trustAnyoneInsecurely().trust(both()));
            world.server(wires[1], TlsServerOptions.of(wrong));
            assertEquals(Reason.WRONG_NAME, ((TlsFailedException) world.failure(client)).reason());
        }
    }

    @Test
    void goodNamesAreTaken() throws Exception {
        TlsIdentity identity = CertificateMaker.of("CN=many")
                .issuer(ROOT)
                .dns("*.a.test")
                .dns("xn--bcher-kva.test")
                .ip("::1")
                .ip("10.0.0.1")
                .make()
                .identity();
        for (String host : List.of("b.a.test", "B.A.TEST", "b.a.test.", "bücher.test", "::1", "[::1]", "10.0.0.1")) {
            try (VirtualWires world = new VirtualWires()) {
                assertNotNull(world.shake(clientOptions().serverName(host), TlsServerOptions.of(identity)), host);
            }
        }
    }

    @Test
    void sidesWithoutAnythingInCommonSayWhatIsMissing() throws Exception {
        Object[][] cases = {
            {clientOptions().versions(TlsVersion.TLS_1_2), serverOptions().versions(TlsVersion.TLS_1_3),
                Reason.NO_COMMON_PROTOCOL},
            {clientOptions().versions(TlsVersion.TLS_1_3), serverOptions().versions(TlsVersion.TLS_1_2),
                Reason.NO_COMMON_PROTOCOL},
            {clientOptions().applicationProtocols("a"), serverOptions().applicationProtocols("b"),
                Reason.NO_COMMON_APPLICATION_PROTOCOL},
        };
        for (Object[] each : cases) {
            try (VirtualWires world = new VirtualWires()) {
                MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
                Recorder<TlsWire> client = world.client(wires[0], (TlsClientOptions) each[0]);
                Recorder<TlsWire> server = world.server(wires[1], (TlsServerOptions) each[1]);
                TlsFailedException atClient = (TlsFailedException) world.failure(client);
                TlsFailedException atServer = (TlsFailedException) world.failure(server);
                assertEquals(each[2], atClient.reason(), atClient::getMessage);
                assertEquals(each[2], atServer.reason(), atServer::getMessage);
            }
        }
    }

    @Test
    void aPeerWithoutApplicationProtocolIsRefused() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
            Recorder<TlsWire> client = world.client(wires[0], clientOptions().applicationProtocols("h2"));
            world.server(wires[1], serverOptions());
            TlsFailedException failure = (TlsFailedException) world.failure(client);
            assertEquals(Reason.NO_COMMON_APPLICATION_PROTOCOL, failure.reason());
            assertTrue(failure.getMessage().contains("[h2]"), failure::getMessage);
        }
    }
}

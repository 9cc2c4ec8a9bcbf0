package io.nagare.net.tls;

import static io.nagare.net.tls.VirtualWires.clientOptions;
import static io.nagare.net.tls.VirtualWires.serverOptions;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.net.fixture.Recorder;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against our server, over wires in memory. */
class TlsWireTest {

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Sends bytes both ways at once, and both ends. In TLS 1.2 the first end would cut off the other direction. */
    private static void exchange(VirtualWires world, VirtualWires.Pair pair, byte[] there, byte[] back, int room)
            throws Exception {
        boolean ends = pair.client().session().protocol().equals(TlsVersion.TLS_1_3.standardName());
        int most = ends ? Integer.MAX_VALUE : there.length;
        Recorder<byte[]> atServer = world.begin(WireUse.read(pair.server(), most, room));
        Recorder<byte[]> atClient = world.begin(WireUse.read(pair.client(), ends ? most : back.length, room));
        Recorder<Void> writing = world.begin(WireUse.write(pair.client(), there, 20_000, ends));
        Recorder<Void> answering = world.begin(WireUse.write(pair.server(), back, 70_000, ends));
        assertArrayEquals(there, world.result(atServer));
        assertArrayEquals(back, world.result(atClient));
        world.completes(writing);
        world.completes(answering);
        if (!ends) {
            world.completes(world.begin(WireUse.write(pair.client(), new byte[0], 1, true)));
            assertEquals(0, world.run(WireUse.read(pair.server(), 1, room)).length);
            world.completes(world.begin(WireUse.write(pair.server(), new byte[0], 1, true)));
            assertEquals(0, world.run(WireUse.read(pair.client(), 1, room)).length);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void bothSidesKnowWhatWasAgreed(TlsVersion version) throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake(
                    clientOptions().versions(version).applicationProtocols("h2", "http/1.1"),
                    serverOptions().applicationProtocols("http/1.1", "h3"));
            TlsSession client = pair.client().session();
            TlsSession server = pair.server().session();
            assertEquals(version.standardName(), client.protocol());
            assertEquals(version.standardName(), server.protocol());
            assertEquals(client.cipherSuite(), server.cipherSuite());
            assertEquals("http/1.1", client.applicationProtocol());
            assertEquals("http/1.1", server.applicationProtocol());
            assertEquals("localhost", client.serverName());
            assertEquals("localhost", server.serverName());
            assertEquals(VirtualWires.LOCAL.chain(), client.peerCertificates());
            assertTrue(server.peerCertificates().isEmpty());
            assertFalse(client.resumed());
            assertFalse(server.resumed());
        }
    }

    @Test
    void aClientShowsItsCertificate() throws Exception {
        CertificateMaker.Issued own = CertificateMaker.of("CN=client").issuer(VirtualWires.ROOT).make();
        for (TlsVersion version : TlsVersion.values()) {
            try (VirtualWires world = new VirtualWires()) {
                VirtualWires.Pair pair = world.shake(
                        clientOptions().versions(version).identity(own.identity()),
                        serverOptions().requireClientCertificate(VirtualWires.ROOT.trust()));
                assertEquals(own.chain(), pair.server().session().peerCertificates());
                exchange(world, pair, random(10, 1), random(10, 2), 65536);
            }
        }
    }

    @Test
    void aServerThatWantsACertificateDoesWithoutOne() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair =
                    world.shake(clientOptions(), serverOptions().wantClientCertificate(VirtualWires.ROOT.trust()));
            assertTrue(pair.server().session().peerCertificates().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void theSecondConnectionResumesTheSession(TlsVersion version) throws Exception {
        TlsClientOptions client = clientOptions().versions(version);
        TlsServerOptions server = serverOptions();
        try (VirtualWires world = new VirtualWires()) {
            exchange(world, world.shake(client, server), random(10, 1), random(10, 2), 65536);
            VirtualWires.Pair second = world.shake(client, server);
            assertTrue(second.client().session().resumed());
            assertTrue(second.server().session().resumed());
            assertEquals(VirtualWires.LOCAL.chain(), second.client().session().peerCertificates());
            exchange(world, second, random(10, 1), random(10, 2), 65536);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aClientWithoutResumptionBeginsAnew(TlsVersion version) throws Exception {
        TlsClientOptions client = clientOptions().versions(version).withoutResumption();
        TlsServerOptions server = serverOptions();
        try (VirtualWires world = new VirtualWires()) {
            exchange(world, world.shake(client, server), random(10, 1), random(10, 2), 65536);
            assertFalse(world.shake(client, server).client().session().resumed());
        }
    }

    @Test
    void aServerPicksItsCertificateByNameAndCanReplaceIt() throws Exception {
        CertificateMaker.Issued other =
                CertificateMaker.of("CN=other").issuer(VirtualWires.ROOT).dns("*.other.test").make();
        CertificateMaker.Issued renewed = CertificateMaker.of("CN=renewed")
                .issuer(VirtualWires.ROOT)
                .dns("localhost")
                .make();
        TlsCertificates certificates = TlsCertificates.of(
                VirtualWires.LOCAL.identity(), Map.of("*.Other.test", other.identity()));
        TlsServerOptions server = TlsServerOptions.of(certificates);
        try (VirtualWires world = new VirtualWires()) {
            TlsClientOptions named = clientOptions().serverName("www.other.test");
            assertEquals(other.chain(), world.shake(named, server).client().session().peerCertificates());
            TlsClientOptions client = clientOptions();
            exchange(world, world.shake(client, server), random(10, 1), random(10, 2), 65536);
            certificates.replace(renewed.identity());
            VirtualWires.Pair after = world.shake(client, server);
            assertEquals(renewed.chain(), after.client().session().peerCertificates());
            assertFalse(after.client().session().resumed());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100, 16_367, 16_384, 100_000})
    void bytesArriveInOrderHoweverTheyAreCut(int piece) throws Exception {
        int size = piece < 5 ? 40_000 : 300_000;
        for (TlsVersion version : TlsVersion.values()) {
            try (VirtualWires world = new VirtualWires(piece)) {
                // A server that resumes sessions sends some 1,000 bytes before its client reads.
                MemoryWire[] wires = MemoryWire.pair(Math.max(2_000, piece * 3), piece);
                VirtualWires.Pair pair = world.shake(wires, clientOptions().versions(version), serverOptions());
                exchange(world, pair, random(size, 1), random(size / 2, 2), 65536);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 1000, 16_383, 20_000})
    void aReaderMayHaveLittleRoom(int room) throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            exchange(world, world.shake(), random(100_000, 1), random(40_000, 2), room);
        }
    }

    @Test
    void randomSizesBothWaysAreTheSameAsPlain() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            try (VirtualWires world = new VirtualWires(i)) {
                int capacity = 2_000 + random.nextInt(40_000);
                MemoryWire[] wires = MemoryWire.pair(capacity, 1 + random.nextInt(capacity));
                exchange(
                        world,
                        world.shake(wires, clientOptions(), serverOptions()),
                        random(random.nextInt(150_000), i),
                        random(random.nextInt(150_000), -i),
                        1 + random.nextInt(65536));
            }
        }
    }

    @Test
    void piecesAtTheLimitsOfARecordPass() throws Exception {
        for (int size : new int[] {1, 16_366, 16_367, 16_368, 16_384, 16_385, 32_734, 65_535, 65_536, 65_537}) {
            try (VirtualWires world = new VirtualWires()) {
                VirtualWires.Pair pair = world.shake();
                byte[] bytes = random(size, size);
                assertEquals(size, pair.client().write(ByteBuffer.wrap(bytes)));
                assertTrue(pair.client().flush());
                assertArrayEquals(bytes, world.run(WireUse.read(pair.server(), size, 65536)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void readingGoesOnAfterOurEnd(TlsVersion version) throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake(clientOptions().versions(version), serverOptions());
            // In TLS 1.2 the end that the peer has read ends its own direction, so it does not read before it writes.
            Recorder<byte[]> atClient = world.begin(WireUse.readAll(pair.client()));
            world.completes(world.begin(WireUse.write(pair.client(), random(10, 1), 10, true)));
            if (version == TlsVersion.TLS_1_3) {
                assertArrayEquals(random(10, 1), world.run(WireUse.readAll(pair.server())));
            }
            byte[] answer = random(100_000, 2);
            world.completes(world.begin(WireUse.write(pair.server(), answer, 50_000, true)));
            assertArrayEquals(answer, world.result(atClient));
        }
    }

    @Test
    void inTls12ThePeersEndEndsOurDirectionToo() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake(clientOptions().versions(TlsVersion.TLS_1_2), serverOptions());
            world.completes(world.begin(WireUse.write(pair.client(), new byte[0], 1, true)));
            assertEquals(0, world.run(WireUse.readAll(pair.server())).length);
            Throwable failure = world.failure(world.begin(WireUse.write(pair.server(), new byte[10], 10, false)));
            assertTrue(failure.getMessage().contains("in TLS 1.2 that ends both directions"), failure::toString);
        }
    }

    @Test
    void writingAfterTheEndIsRefusedAndReadingGoesOn() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake();
            assertTrue(pair.client().end());
            assertTrue(pair.client().end());
            assertThrows(IOException.class, () -> pair.client().write(ByteBuffer.allocate(1)));
            world.completes(world.begin(WireUse.write(pair.server(), new byte[5], 5, true)));
            assertEquals(5, world.run(WireUse.readAll(pair.client())).length);
        }
    }

    @Test
    void anEndWithoutCloseNotifyIsATruncation() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
            VirtualWires.Pair pair = world.shake(wires, clientOptions(), serverOptions());
            world.completes(world.begin(WireUse.write(pair.client(), new byte[5], 5, false)));
            wires[0].end();
            assertEquals(5, pair.server().read(ByteBuffer.allocate(100)));
            for (int i = 0; i < 2; i++) {
                TlsFailedException failure = assertThrows(
                        TlsFailedException.class, () -> pair.server().read(ByteBuffer.allocate(100)));
                assertEquals(Reason.TRUNCATED, failure.reason());
                assertTrue(failure.getMessage().contains("without close_notify"), failure::getMessage);
            }
        }
    }

    @Test
    void closingSaysCloseNotifyAndResettingDoesNot() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake();
            pair.client().close();
            pair.client().close();
            assertEquals(-1, pair.server().read(ByteBuffer.allocate(10)));
            assertThrows(ClosedChannelException.class, () -> pair.client().read(ByteBuffer.allocate(10)));
            assertThrows(ClosedChannelException.class, () -> pair.client().write(ByteBuffer.allocate(10)));

            VirtualWires.Pair other = world.shake();
            other.client().reset();
            assertThrows(IOException.class, () -> other.server().read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void aWaitingReaderIsWokenByAClose() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake();
            Recorder<byte[]> reading = world.begin(WireUse.readAll(pair.client()));
            world.scheduler.runUntilIdle();
            assertFalse(reading.hasEnded());
            pair.client().close();
            assertInstanceOf(ClosedChannelException.class, world.failure(reading));
        }
    }

    @Test
    void renegotiationIsRefused() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake(clientOptions().versions(TlsVersion.TLS_1_2), serverOptions());
            pair.client().engine().beginHandshake();
            pair.client().outbound().speak();
            TlsFailedException failure =
                    assertThrows(TlsFailedException.class, () -> pair.server().read(ByteBuffer.allocate(100)));
            assertEquals(Reason.RENEGOTIATION, failure.reason());
        }
    }

    @Test
    void keysMayBeUpdatedByBothSidesAtAnyTime() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake();
            for (int i = 0; i < 20; i++) {
                TlsWire from = i % 3 == 0 ? pair.server() : pair.client();
                TlsWire to = i % 3 == 0 ? pair.client() : pair.server();
                from.engine().beginHandshake();
                from.outbound().speak();
                byte[] bytes = random(30_000, i);
                world.completes(world.begin(WireUse.write(from, bytes, 7_000, false)));
                assertArrayEquals(bytes, world.run(WireUse.read(to, bytes.length, 65536)));
                world.completes(world.begin(WireUse.write(to, bytes, 9_000, false)));
                assertArrayEquals(bytes, world.run(WireUse.read(from, bytes.length, 65536)));
            }
        }
    }

    @Test
    void aChangedRecordFailsBothSides() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
            VirtualWires.Pair pair = world.shake(wires, clientOptions(), serverOptions());
            byte[] record = new byte[40];
            record[0] = 23;
            record[1] = 3;
            record[2] = 3;
            record[4] = 35;
            wires[0].write(ByteBuffer.wrap(record));
            TlsFailedException failure =
                    assertThrows(TlsFailedException.class, () -> pair.server().read(ByteBuffer.allocate(100)));
            assertEquals(Reason.OTHER, failure.reason());
            assertThrows(TlsFailedException.class, () -> pair.server().write(ByteBuffer.allocate(100)));
            TlsFailedException told =
                    assertThrows(TlsFailedException.class, () -> pair.client().read(ByteBuffer.allocate(100)));
            assertEquals(Reason.REFUSED_BY_PEER, told.reason());
            assertTrue(told.getMessage().contains("a record was changed on its way"), told::getMessage);
        }
    }

    @Test
    void tlsMayRunOverTls() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair outer = world.shake();
            Recorder<TlsWire> client =
                    world.begin(TlsHandshakes.client(
                            outer.client(), clientOptions(), "localhost", 1, VirtualWires::itself));
            Recorder<TlsWire> server =
                    world.begin(TlsHandshakes.server(outer.server(), serverOptions(), VirtualWires::itself));
            world.scheduler.runUntilIdle();
            VirtualWires.Pair inner = new VirtualWires.Pair(VirtualWires.item(client), VirtualWires.item(server));
            exchange(world, inner, random(200_000, 1), random(200_000, 2), 65536);
        }
    }

    @Test
    void withoutAnAgreementThereIsNoApplicationProtocol() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair pair = world.shake(
                    clientOptions().applicationProtocols("h2").acceptNoApplicationProtocol(), serverOptions());
            assertNull(pair.client().session().applicationProtocol());
            assertNull(pair.server().session().applicationProtocol());
            VirtualWires.Pair other = world.shake(
                    clientOptions(), serverOptions().applicationProtocols("h2").acceptNoApplicationProtocol());
            assertNull(other.server().session().applicationProtocol());
        }
    }

    /** A large rest is kept in the thread's buffer itself, and the next connection gets another one. */
    @ParameterizedTest
    @ValueSource(ints = {10_000, 60_000})
    void whatIsKeptGoesOutInOrder(int size) throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            VirtualWires.Pair[] pairs = new VirtualWires.Pair[3];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = world.shake(MemoryWire.pair(3_000, 3_000), clientOptions(), serverOptions());
                assertEquals(size, pairs[i].client().write(ByteBuffer.wrap(random(size, i))));
                assertFalse(pairs[i].client().flush());
                assertEquals(0, pairs[i].client().write(ByteBuffer.wrap(new byte[10])));
            }
            for (int i = 0; i < pairs.length; i++) {
                Recorder<Void> writing = world.begin(WireUse.write(pairs[i].client(), new byte[10], 10, true));
                byte[] received = world.run(WireUse.readAll(pairs[i].server()));
                world.completes(writing);
                assertArrayEquals(random(size, i), Arrays.copyOf(received, size));
                assertEquals(size + 10, received.length);
            }
        }
    }
}

package io.nagare.net.tls;

import static io.nagare.net.tls.VirtualWires.LARGE;
import static io.nagare.net.tls.VirtualWires.clientOptions;
import static io.nagare.net.tls.VirtualWires.serverOptions;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.failure.SubscribedTwiceException;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Handshakes and exchanges that are cut off, cancelled, slow or silent. None may hang or leave its wire open. */
class HandshakeCutsTest {

    /** How much each side sends in the whole exchange: its part of the handshake, some bytes, and its end. */
    private static long[] lengths(TlsVersion version) throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            exchange(world, wires, version);
            return new long[] {wires[0].sent(), wires[1].sent()};
        }
    }

    /** What one side has got, and how it has ended. */
    private record Outcome(Recorder<byte[]> reading, Recorder<TlsWire> shaking) {

        boolean hasEnded() {
            return shaking.hasEnded() && (reading == null || reading.hasEnded());
        }
    }

    private static final byte[] MESSAGE = message();

    private static byte[] message() {
        byte[] bytes = new byte[300];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static Outcome[] exchange(VirtualWires world, MemoryWire[] wires, TlsVersion version) throws Exception {
        Recorder<TlsWire> client = world.client(wires[0], clientOptions().versions(version).withoutResumption());
        Recorder<TlsWire> server = world.server(wires[1], serverOptions());
        world.scheduler.runUntilIdle();
        return new Outcome[] {use(world, client), use(world, server)};
    }

    private static Outcome use(VirtualWires world, Recorder<TlsWire> shaking) throws Exception {
        Recorder<byte[]> reading = null;
        if (shaking.hasEnded() && shaking.end() == null) {
            TlsWire wire = VirtualWires.item(shaking);
            reading = world.begin(WireUse.readAll(wire));
            world.begin(WireUse.write(wire, MESSAGE, 100, true));
        }
        world.scheduler.runUntilIdle();
        return new Outcome(reading, shaking);
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_3, END, 0", "TLS_1_3, RESET, 0", "TLS_1_3, END, 1", "TLS_1_3, RESET, 1", "TLS_1_2, END, 0",
        "TLS_1_2, RESET, 1"})
    void aCutAtAnyByteIsNoticed(TlsVersion version, MemoryWire.Cut how, int side) throws Exception {
        long length = lengths(version)[side];
        // Signatures differ in length by a few bytes from time to time.
        for (long at = 0; at < length - 16; at += at < 16 ? 1 : 3) {
            try (VirtualWires world = new VirtualWires()) {
                MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
                wires[side].cutOutAt(at, how);
                Outcome[] outcomes = exchange(world, wires, version);
                world.scheduler.advanceWithJobs(Duration.ofSeconds(11));
                Outcome behind = outcomes[1 - side];
                String place = "cut at " + at + " of " + length;
                assertTrue(behind.hasEnded(), place);
                if (behind.reading() == null) {
                    assertInstanceOf(TlsFailedException.class, behind.shaking().end(), place);
                    assertTrue(wires[1 - side].isClosed(), place);
                } else {
                    assertInstanceOf(IOException.class, behind.reading().end(), place);
                }
                if (outcomes[side].reading() == null) {
                    assertNotNull(outcomes[side].shaking().end(), place);
                    assertTrue(wires[side].isClosed(), place);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aHandshakeMayBeCancelledAtAnyStep(TlsVersion version) throws Exception {
        for (int side = 0; side < 2; side++) {
            boolean over = false;
            for (int steps = 0; !over; steps++) {
                try (VirtualWires world = new VirtualWires()) {
                    MemoryWire[] wires = MemoryWire.pair(2_000, 200);
                    Recorder<TlsWire> client = world.client(wires[0], clientOptions().versions(version));
                    Recorder<TlsWire> server = world.server(wires[1], serverOptions());
                    for (int i = 0; i < steps; i++) {
                        world.scheduler.world().step(0);
                    }
                    Recorder<TlsWire> cancelled = side == 0 ? client : server;
                    Recorder<TlsWire> other = side == 0 ? server : client;
                    over = cancelled.hasEnded();
                    cancelled.cancel();
                    world.scheduler.runUntilIdle();
                    if (!over) {
                        assertTrue(wires[side].isClosed(), "after " + steps + " steps");
                        assertTrue(wires[side].wasReset, "after " + steps + " steps");
                        assertEquals(0, cancelled.rest().size());
                        assertTrue(other.hasEnded(), "after " + steps + " steps");
                        assertTrue(other.end() == null || wires[1 - side].isClosed());
                    }
                    assertEquals(0, world.scheduler.armedCount() - (other.hasEnded() ? 0 : 1));
                }
                assertTrue(steps < 10_000);
            }
        }
    }

    @Test
    void aSilentPeerIsGivenUpAtTheLimit() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            Recorder<TlsWire> server = world.server(wires[1], serverOptions().handshakeLimit(Duration.ofSeconds(3)));
            world.scheduler.advanceWithJobs(Duration.ofMillis(2_999));
            assertTrue(!server.hasEnded());
            world.scheduler.advanceWithJobs(Duration.ofMillis(2));
            TlsFailedException failure = assertInstanceOf(TlsFailedException.class, server.end());
            assertEquals(Reason.HANDSHAKE_LIMIT, failure.reason());
            assertTrue(failure.getMessage().contains("PT3S"), failure::getMessage);
            assertTrue(failure.getMessage().contains("waiting for the peer"), failure::getMessage);
            assertTrue(wires[1].isClosed());
        }
    }

    @Test
    void aPeerThatSendsAByteASecondIsGivenUpToo() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            Recorder<TlsWire> server = world.server(wires[1], serverOptions());
            byte[] hello = {22, 3, 1, 0, (byte) 200, 1, 0, 0, (byte) 196, 3, 3};
            for (int i = 0; i < 30 && !server.hasEnded(); i++) {
                wires[0].write(ByteBuffer.wrap(hello, Math.min(i, 10), 1));
                world.scheduler.advanceWithJobs(Duration.ofSeconds(1));
            }
            assertEquals(Reason.HANDSHAKE_LIMIT, ((TlsFailedException) server.end()).reason());
        }
    }

    @Test
    void aRecordMayArriveByteByByte() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, 1);
            VirtualWires.Pair pair = world.shake(wires, clientOptions(), serverOptions());
            byte[] bytes = new byte[16_367];
            Arrays.fill(bytes, (byte) 9);
            world.begin(WireUse.write(pair.client(), bytes, bytes.length, true));
            assertArrayEquals(bytes, world.run(WireUse.readAll(pair.server())));
        }
    }

    @Test
    void closingTheRuntimeClosesTheWire() throws Exception {
        MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
        try (VirtualWires world = new VirtualWires()) {
            Recorder<TlsWire> server = world.server(wires[1], serverOptions());
            world.scheduler.runUntilIdle();
            world.runtime.close();
            assertNotNull(server.end());
        }
        assertTrue(wires[1].isClosed());
    }

    @Test
    void aHandshakeTakesNothingWithoutDemand() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            Recorder<TlsWire> recorder = new Recorder<>();
            TlsHandshakes.client(wires[0], clientOptions(), "localhost", 1, VirtualWires::itself).subscribe(recorder);
            world.scheduler.runUntilIdle();
            assertEquals(0, wires[0].sent());
            recorder.request(1);
            world.scheduler.runUntilIdle();
            assertTrue(wires[0].sent() > 0);
            recorder.cancel();
            world.scheduler.runUntilIdle();
        }
    }

    @Test
    void aSecondSubscriberIsRefused() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            var shaking = TlsHandshakes.client(wires[0], clientOptions(), "localhost", 1, VirtualWires::itself);
            Recorder<TlsWire> first = world.begin(shaking);
            assertInstanceOf(SubscribedTwiceException.class, world.failure(world.begin(shaking)));
            first.cancel();
            world.scheduler.runUntilIdle();
        }
    }

    @Test
    void aFailureOfWhatMakesTheItemClosesTheWire() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            Recorder<Object> client = world.begin(
                    TlsHandshakes.client(wires[0], clientOptions(), "localhost", 1, (tls, session) -> {
                        throw new IllegalStateException("no room");
                    }));
            Recorder<TlsWire> server = world.server(wires[1], serverOptions());
            world.scheduler.runUntilIdle();
            assertTrue(client.end().getMessage().contains("no room"));
            assertTrue(wires[0].isClosed());
            assertTrue(server.hasEnded());
        }
    }

    @Test
    void aPeerWithoutTlsIsTold() throws Exception {
        String[][] cases = {
            {"GET / HTTP/1.1\r\nHost: x\r\n", "this does not look like TLS: it began with GET / HTTP/1.1"},
            {"SSH-2.0-OpenSSH_9.2\r\n", "it began with SSH-2.0-OpenSSH_9.2"},
            {"\0\1\2", "it began with the bytes 00 01 02"},
            {"\u0016\u0007\u0001", "it began with the bytes 16 07 01"},
        };
        for (String[] each : cases) {
            for (int side = 0; side < 2; side++) {
                try (VirtualWires world = new VirtualWires()) {
                    MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
                    wires[1 - side].write(ByteBuffer.wrap(each[0].getBytes(StandardCharsets.ISO_8859_1)));
                    Recorder<TlsWire> shaking = side == 0
                            ? world.client(wires[0], clientOptions())
                            : world.server(wires[1], serverOptions());
                    TlsFailedException failure = assertInstanceOf(TlsFailedException.class, world.failure(shaking));
                    assertEquals(Reason.NOT_TLS, failure.reason());
                    assertTrue(failure.getMessage().contains(each[1]), failure::getMessage);
                    assertTrue(wires[side].isClosed());
                }
            }
        }
    }

    @Test
    void aRecordThatIsTooLongIsRefusedBeforeItComes() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            wires[0].write(ByteBuffer.wrap(new byte[] {22, 3, 1, (byte) 0xFF, (byte) 0xFF}));
            Throwable failure = world.failure(world.server(wires[1], serverOptions()));
            assertTrue(failure.getMessage().contains("65540"), failure::getMessage);
        }
    }

    @Test
    void aPeerThatClosesAtOnceIsTold() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(LARGE, LARGE);
            wires[1].close();
            TlsFailedException failure = assertInstanceOf(
                    TlsFailedException.class, world.failure(world.client(wires[0], clientOptions())));
            assertEquals(Reason.OTHER, failure.reason());
            MemoryWire[] others = MemoryWire.pair(LARGE, LARGE);
            others[0].end();
            TlsFailedException ended = assertInstanceOf(
                    TlsFailedException.class, world.failure(world.server(others[1], serverOptions())));
            assertEquals(Reason.CLOSED, ended.reason());
            assertTrue(ended.getMessage().contains("before it sent anything"), ended::getMessage);
        }
    }
}

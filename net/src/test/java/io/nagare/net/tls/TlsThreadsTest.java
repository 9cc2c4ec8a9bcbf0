package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Task;
import io.nagare.net.wire.PipeWire;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The reader and the writer of a wire on two threads at a time, over a pair in memory. */
class TlsThreadsTest extends SocketTlsFixture {

    private VirtualWires.Pair shake() {
        PipeWire[] wires = PipeWire.pair();
        Task<TlsWire> client = nagare.spawn(
                TlsHandshakes.client(wires[0], VirtualWires.clientOptions(), "localhost", 1, VirtualWires::itself));
        Task<TlsWire> server =
                nagare.spawn(TlsHandshakes.server(wires[1], VirtualWires.serverOptions(), VirtualWires::itself));
        return new VirtualWires.Pair(nagare.blockOn(client, LIMIT), nagare.blockOn(server, LIMIT));
    }

    @Test
    void bothDirectionsAreFullAtOnce() {
        for (int round = 0; round < 3; round++) {
            VirtualWires.Pair pair = shake();
            byte[] there = random(8_000_000, round);
            byte[] back = random(8_000_000, -round);
            Task<byte[]> atServer = nagare.spawn(WireUse.readAll(pair.server()));
            Task<byte[]> atClient = nagare.spawn(WireUse.readAll(pair.client()));
            Task<Void> writing = nagare.spawn(WireUse.write(pair.client(), there, 65_536, true));
            Task<Void> answering = nagare.spawn(WireUse.write(pair.server(), back, 5_000, true));
            assertArrayEquals(there, nagare.blockOn(atServer, LIMIT));
            assertArrayEquals(back, nagare.blockOn(atClient, LIMIT));
            nagare.blockOn(writing, LIMIT);
            nagare.blockOn(answering, LIMIT);
            pair.client().close();
            pair.server().close();
        }
    }

    @Test
    void keysAreUpdatedWhileBothDirectionsAreInUse() throws Exception {
        VirtualWires.Pair pair = shake();
        byte[] bytes = random(4_000_000, 1);
        Task<byte[]> atServer = nagare.spawn(WireUse.readAll(pair.server()));
        Task<byte[]> atClient = nagare.spawn(WireUse.readAll(pair.client()));
        Task<Void> writing = nagare.spawn(WireUse.write(pair.client(), bytes, 20_000, false));
        Task<Void> answering = nagare.spawn(WireUse.write(pair.server(), bytes, 20_000, false));
        for (int i = 0; i < 50; i++) {
            TlsWire wire = i % 2 == 0 ? pair.client() : pair.server();
            wire.engine().beginHandshake();
            wire.outbound().speak();
        }
        nagare.blockOn(writing, LIMIT);
        nagare.blockOn(answering, LIMIT);
        nagare.blockOn(WireUse.write(pair.client(), new byte[0], 1, true), LIMIT);
        nagare.blockOn(WireUse.write(pair.server(), new byte[0], 1, true), LIMIT);
        assertArrayEquals(bytes, nagare.blockOn(atServer, LIMIT));
        assertArrayEquals(bytes, nagare.blockOn(atClient, LIMIT));
        assertEquals(-1, pair.client().read(ByteBuffer.allocate(10)));
        pair.client().close();
        pair.server().close();
    }
}

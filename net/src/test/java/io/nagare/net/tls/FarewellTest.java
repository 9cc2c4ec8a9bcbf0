package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The last words to a peer that has ended its direction in good order, and has then hung up. */
class FarewellTest {

    private static VirtualWires.Pair endedByTheClient(VirtualWires world, MemoryWire[] wires) throws Exception {
        VirtualWires.Pair pair = world.shake(
                wires, VirtualWires.clientOptions().versions(TlsVersion.TLS_1_3), VirtualWires.serverOptions());
        world.completes(world.begin(WireUse.write(pair.client(), new byte[0], 1, true)));
        assertEquals(0, world.run(WireUse.readAll(pair.server())).length);
        return pair;
    }

    @Test
    void aFarewellThatNobodyHearsIsNoFailure() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
            VirtualWires.Pair pair = endedByTheClient(world, wires);
            wires[0].reset();
            assertTrue(pair.server().end());
        }
    }

    @Test
    void anAnswerMayBeLostBeforeTheFarewell() throws Exception {
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(VirtualWires.LARGE, VirtualWires.LARGE);
            VirtualWires.Pair pair = endedByTheClient(world, wires);
            world.completes(world.begin(WireUse.write(pair.server(), new byte[10], 10, false)));
            wires[0].reset();
            assertThrows(IOException.class, () -> pair.server().end());
        }
    }
}

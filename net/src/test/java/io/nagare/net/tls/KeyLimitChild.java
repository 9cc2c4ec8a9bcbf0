package io.nagare.net.tls;

import io.nagare.net.fixture.Recorder;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;

/**
 * Sends so much that keys must be updated, in a process of its own: the JDK reads its limits once. They are 2^37 bytes,
 * and here much less.
 */
final class KeyLimitChild {

    private KeyLimitChild() {}

    public static void main(String[] arguments) throws Exception {
        Security.setProperty("jdk.tls.keyLimits", "AES/GCM/NoPadding KeyUpdate 2^18");
        byte[] there = bytes(3_000_000, 1);
        byte[] back = bytes(2_000_000, 2);
        try (VirtualWires world = new VirtualWires()) {
            MemoryWire[] wires = MemoryWire.pair(30_000, 20_000);
            VirtualWires.Pair pair = world.shake(wires, VirtualWires.clientOptions(), VirtualWires.serverOptions());
            Recorder<byte[]> atServer = world.begin(WireUse.readAll(pair.server()));
            Recorder<byte[]> atClient = world.begin(WireUse.readAll(pair.client()));
            world.begin(WireUse.write(pair.client(), there, 65_536, true));
            world.begin(WireUse.write(pair.server(), back, 10_000, true));
            boolean same = Arrays.equals(there, world.result(atServer)) && Arrays.equals(back, world.result(atClient));
            System.out.println(same ? "all bytes are the same" : "bytes differ");
        }
    }

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}

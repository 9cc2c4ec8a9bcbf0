package io.nagare.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/** What the system is told of groups that a UDP socket joins and leaves. Any thread may call. */
final class Multicast {

    private static final int IP4_LEVEL = 0;
    private static final int IP6_LEVEL = 41;
    private static final int JOIN = 42;
    private static final int LEAVE = 45;
    private static final int ALL_OF_IP4 = 49;
    private static final int ALL_OF_IP6 = 29;

    /** The number of the interface, and from the second on the address of the group. */
    private static final int REQUEST_BYTES = 136;

    private static final int GROUP_AT = 8;

    private Multicast() {}

    /** Keeps away what other sockets of the machine have joined. A system that does not know how goes on without. */
    static void receiveOnlyWhatWasJoined(int descriptor, int family) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment off = arena.allocateFrom(JAVA_INT, 0);
            Sockets.setOption(descriptor, IP4_LEVEL, ALL_OF_IP4, off);
            if (family == SocketAddresses.IP6) {
                Sockets.setOption(descriptor, IP6_LEVEL, ALL_OF_IP6, off);
            }
        }
    }

    /** Joins or leaves a group. Returns a negative error number if the system refuses. */
    static int change(int descriptor, boolean join, InetAddress group, NetworkInterface on) throws IOException {
        boolean four = group instanceof Inet4Address;
        int family = four ? SocketAddresses.IP4 : SocketAddresses.IP6;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
            request.set(JAVA_INT, 0, on.getIndex());
            MemorySegment address = SocketAddresses.encode(new InetSocketAddress(group, 0), family, arena);
            MemorySegment.copy(address, 0, request, GROUP_AT, address.byteSize());
            return Sockets.setOption(descriptor, four ? IP4_LEVEL : IP6_LEVEL, join ? JOIN : LEAVE, request);
        }
    }
}

package io.nagare.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses of sockets as the system writes them. */
final class SocketAddresses {

    static final int UNIX = 1;
    static final int IP4 = 2;
    static final int IP6 = 10;

    /** The most bytes of an address. */
    static final int LONGEST = 110;

    private static final int IP4_BYTES = 16;
    private static final int IP6_BYTES = 28;
    private static final int PATH_AT = 2;
    private static final int LONGEST_PATH = LONGEST - PATH_AT - 1;
    private static final byte MAPPED = (byte) 0xff;

    private SocketAddresses() {}

    /** The number of an address family. */
    static int family(ProtocolFamily family) {
        if (family == StandardProtocolFamily.INET) {
            return IP4;
        }
        if (family == StandardProtocolFamily.INET6) {
            return IP6;
        }
        if (family == StandardProtocolFamily.UNIX) {
            return UNIX;
        }
        throw new UnsupportedOperationException("a ring has no sockets of the family " + family);
    }

    /**
     * Writes an address for a socket of a family. An address of null is any address.
     *
     * @throws SocketException if a path is too long
     */
    static MemorySegment encode(@Nullable SocketAddress address, int family, Arena arena) throws IOException {
        if (family == UNIX) {
            return encodePath(address, arena);
        }
        if (address != null && !(address instanceof InetSocketAddress)) {
            throw new UnsupportedAddressTypeException();
        }
        InetSocketAddress inet = (InetSocketAddress) address;
        if (inet != null && inet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        InetAddress host = inet == null ? null : inet.getAddress();
        MemorySegment encoded = arena.allocate(family == IP4 ? IP4_BYTES : IP6_BYTES, 8);
        encoded.set(JAVA_SHORT, 0, (short) family);
        encoded.set(JAVA_SHORT, 2, Short.reverseBytes((short) (inet == null ? 0 : inet.getPort())));
        if (family == IP4) {
            if (host instanceof Inet6Address) {
                throw new UnsupportedAddressTypeException();
            }
            copy(host, encoded, 4);
        } else if (host instanceof Inet4Address && !host.isAnyLocalAddress()) {
            encoded.set(JAVA_BYTE, 18, MAPPED);
            encoded.set(JAVA_BYTE, 19, MAPPED);
            copy(host, encoded, 20);
        } else if (host instanceof Inet6Address six) {
            copy(six, encoded, 8);
            encoded.set(JAVA_INT, 24, six.getScopeId());
        }
        return encoded;
    }

    private static void copy(@Nullable InetAddress host, MemorySegment to, long at) {
        if (host != null) {
            byte[] bytes = host.getAddress();
            MemorySegment.copy(bytes, 0, to, JAVA_BYTE, at, bytes.length);
        }
    }

    private static MemorySegment encodePath(@Nullable SocketAddress address, Arena arena) throws SocketException {
        if (address != null && !(address instanceof UnixDomainSocketAddress)) {
            throw new UnsupportedAddressTypeException();
        }
        byte[] path = address == null ? new byte[0] : path((UnixDomainSocketAddress) address);
        if (path.length > LONGEST_PATH) {
            throw new SocketException("Unix domain path too long");
        }
        MemorySegment encoded = arena.allocate(PATH_AT + (path.length == 0 ? 0 : path.length + 1), 8);
        encoded.set(JAVA_SHORT, 0, (short) UNIX);
        MemorySegment.copy(path, 0, encoded, JAVA_BYTE, PATH_AT, path.length);
        return encoded;
    }

    private static byte[] path(UnixDomainSocketAddress address) {
        return address.getPath().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Asks the system for an address of a socket. Returns null if it has none. */
    static @Nullable SocketAddress of(int descriptor, boolean peer) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment encoded = arena.allocate(LONGEST, 8);
            MemorySegment length = arena.allocateFrom(JAVA_INT, LONGEST);
            int result = Sockets.name(descriptor, peer, encoded, length);
            if (result == Errors.NOT_CONNECTED) {
                return null;
            }
            if (result < 0) {
                throw Errors.socket(result);
            }
            return decode(encoded, length.get(JAVA_INT, 0));
        }
    }

    /** The address of a peer that has reset its connection before anybody asked for the address. */
    static SocketAddress unknown(int family) {
        return family == UNIX ? UnixDomainSocketAddress.of("") : new InetSocketAddress(0);
    }

    /** Reads an address. Returns null if it is of no known family. */
    static @Nullable SocketAddress decode(MemorySegment encoded, int length) throws IOException {
        int port = Short.toUnsignedInt(Short.reverseBytes(encoded.get(JAVA_SHORT, 2)));
        switch (encoded.get(JAVA_SHORT, 0)) {
            case IP4 -> {
                return new InetSocketAddress(InetAddress.getByAddress(bytes(encoded, 4, 4)), port);
            }
            case IP6 -> {
                byte[] host = bytes(encoded, 8, 16);
                InetAddress address = InetAddress.getByAddress(host);
                int scope = encoded.get(JAVA_INT, 24);
                return new InetSocketAddress(
                        address instanceof Inet6Address && scope != 0
                                ? Inet6Address.getByAddress(null, host, scope)
                                : address,
                        port);
            }
            case UNIX -> {
                byte[] path = bytes(encoded, PATH_AT, Math.max(0, length - PATH_AT));
                int end = 0;
                while (end < path.length && path[end] != 0) {
                    end++;
                }
                return UnixDomainSocketAddress.of(new String(path, 0, end, StandardCharsets.UTF_8));
            }
            default -> {
                return null;
            }
        }
    }

    private static byte[] bytes(MemorySegment from, long at, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(from, JAVA_BYTE, at, bytes, 0, length);
        return bytes;
    }
}

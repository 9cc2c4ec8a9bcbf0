package io.nagare.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/** The options of sockets, as the system names them. */
final class SocketOptions {

    private static final int SOCKET_LEVEL = 1;
    private static final int TCP_LEVEL = 6;
    private static final int LINGER = 13;
    private static final int PEER_CREDENTIALS = 17;

    private static final Map<SocketOption<?>, Place> PLACES = Map.of(
            StandardSocketOptions.SO_REUSEADDR, new Place(SOCKET_LEVEL, 2),
            StandardSocketOptions.SO_BROADCAST, new Place(SOCKET_LEVEL, 6),
            StandardSocketOptions.SO_SNDBUF, new Place(SOCKET_LEVEL, 7),
            StandardSocketOptions.SO_RCVBUF, new Place(SOCKET_LEVEL, 8),
            StandardSocketOptions.SO_KEEPALIVE, new Place(SOCKET_LEVEL, 9),
            StandardSocketOptions.SO_LINGER, new Place(SOCKET_LEVEL, LINGER),
            StandardSocketOptions.SO_REUSEPORT, new Place(SOCKET_LEVEL, 15),
            StandardSocketOptions.TCP_NODELAY, new Place(TCP_LEVEL, 1));

    private static final Set<SocketOption<?>> STREAM_OPTIONS = Set.of(
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_LINGER,
            StandardSocketOptions.SO_REUSEPORT,
            StandardSocketOptions.TCP_NODELAY);

    private static final Set<SocketOption<?>> UNIX_OPTIONS = Set.of(
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_LINGER,
            ExtendedSocketOptions.SO_PEERCRED);

    private static final Set<SocketOption<?>> LISTENER_OPTIONS = Set.of(
            StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_RCVBUF, StandardSocketOptions.SO_REUSEPORT);

    private static final Set<SocketOption<?>> UNIX_LISTENER_OPTIONS = Set.of(StandardSocketOptions.SO_RCVBUF);

    private static final Set<SocketOption<?>> DATAGRAM_OPTIONS = Set.of(
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_REUSEPORT,
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_BROADCAST);

    private SocketOptions() {}

    /** The options of a UDP socket. */
    static Set<SocketOption<?>> ofDatagrams() {
        return DATAGRAM_OPTIONS;
    }

    /** The options of a stream socket of a family. */
    static Set<SocketOption<?>> supported(int family, boolean listens) {
        if (family == SocketAddresses.UNIX) {
            return listens ? UNIX_LISTENER_OPTIONS : UNIX_OPTIONS;
        }
        return listens ? LISTENER_OPTIONS : STREAM_OPTIONS;
    }

    /** Sets an option that the socket supports. */
    static void set(int descriptor, SocketOption<?> option, Object value) throws IOException {
        Place place = place(option);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment encoded;
            if (place.name == LINGER && place.level == SOCKET_LEVEL) {
                encoded = arena.allocate(8, 8);
                encoded.set(JAVA_INT, 0, (int) value >= 0 ? 1 : 0);
                encoded.set(JAVA_INT, 4, Math.max(0, (int) value));
            } else {
                encoded = arena.allocateFrom(JAVA_INT, value instanceof Boolean on ? (on ? 1 : 0) : (int) value);
            }
            int result = Sockets.setOption(descriptor, place.level, place.name, encoded);
            if (result < 0) {
                throw Errors.socket(result);
            }
        }
    }

    /** Returns the value of an option that the socket supports. */
    static @Nullable Object get(int descriptor, SocketOption<?> option) throws IOException {
        if (option == ExtendedSocketOptions.SO_PEERCRED) {
            return credentials(descriptor);
        }
        Place place = place(option);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(8, 8);
            int result = Sockets.getOption(descriptor, place.level, place.name, value);
            if (result < 0) {
                throw Errors.socket(result);
            }
            int number = value.get(JAVA_INT, 0);
            if (option == StandardSocketOptions.SO_LINGER) {
                return number == 0 ? -1 : value.get(JAVA_INT, 4);
            }
            if (option == StandardSocketOptions.SO_SNDBUF || option == StandardSocketOptions.SO_RCVBUF) {
                // The system reports twice what was set, because it counts its own data, too.
                return number / 2;
            }
            return number != 0;
        }
    }

    private static Place place(SocketOption<?> option) throws IOException {
        Place place = PLACES.get(option);
        if (place == null) {
            throw new IOException("this option cannot be used here: " + option.name());
        }
        return place;
    }

    /** The user and the group of the process at the other end. */
    private static UnixDomainPrincipal credentials(int descriptor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(12, 8);
            int result = Sockets.getOption(descriptor, SOCKET_LEVEL, PEER_CREDENTIALS, value);
            if (result < 0) {
                throw Errors.socket(result);
            }
            UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
            UserPrincipal user = names.lookupPrincipalByName(Accounts.user(value.get(JAVA_INT, 4)));
            GroupPrincipal group = names.lookupPrincipalByGroupName(Accounts.group(value.get(JAVA_INT, 8)));
            return new UnixDomainPrincipal(user, group);
        }
    }

    /** Where the system keeps an option. */
    private record Place(int level, int name) {}
}

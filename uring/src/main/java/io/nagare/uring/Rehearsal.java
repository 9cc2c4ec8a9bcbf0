package io.nagare.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Tries out once whether a ring does all that a network needs. A kernel's version says little: distributions carry
 * single features back, and containers forbid the calls. So two sockets are connected, and one receives a byte through
 * a ring.
 */
final class Rehearsal {

    private static final long LIMIT_MILLIS = 2_000;

    private Rehearsal() {}

    /** Why there is no network on a ring, or null if there is one. */
    static @Nullable String reason() {
        return Once.REASON;
    }

    private static @Nullable String find() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!system.equals("Linux")) {
            return "io_uring is a part of Linux, and this system is " + system;
        }
        if (!architecture.equals("amd64") && !architecture.equals("aarch64")) {
            return "io_uring is used on amd64 and aarch64 only, and this machine is " + architecture;
        }
        try {
            LoadedClasses.once();
            return rehearse(SystemRingCalls.INSTANCE);
        } catch (LinkageError | RuntimeException refused) {
            Throwable cause = refused.getCause() != null ? refused.getCause() : refused;
            return "foreign functions cannot be used: " + cause.getMessage();
        }
    }

    /** Tries a ring by the given calls. Returns why it does not work, or null if it does. */
    static @Nullable String rehearse(RingCalls calls) {
        RingProvider provider = new RingProvider(calls);
        try (Arena arena = Arena.ofConfined();
                Selector selector = provider.openSelector()) {
            MemorySegment pair = arena.allocate(8, 8);
            int result = Sockets.pair(pair);
            if (result < 0) {
                throw RingUnavailableException.of("socketpair", result);
            }
            try (RingSocketChannel near = connected(provider, pair.get(JAVA_INT, 0));
                    RingSocketChannel far = connected(provider, pair.get(JAVA_INT, 4))) {
                return receive(selector, near, far);
            }
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }

    private static RingSocketChannel connected(RingProvider provider, int descriptor) throws IOException {
        RingSocketChannel channel = new RingSocketChannel(
                provider, SocketAddresses.UNIX, descriptor, SocketAddresses.unknown(SocketAddresses.UNIX));
        channel.configureBlocking(false);
        return channel;
    }

    private static @Nullable String receive(Selector selector, RingSocketChannel near, RingSocketChannel far)
            throws IOException {
        SelectionKey key = near.register(selector, SelectionKey.OP_READ);
        selector.selectNow(ready -> {});
        far.write(ByteBuffer.allocateDirect(1));
        selector.select(ready -> {}, LIMIT_MILLIS);
        int count = key.isReadable() ? near.read(ByteBuffer.allocateDirect(1)) : 0;
        return count == 1 ? null : "the kernel's io_uring does not receive into provided buffers; Linux 6.0 is needed";
    }

    /** The answer for the life of the process. */
    private static final class Once {

        static final @Nullable String REASON = find();
    }
}

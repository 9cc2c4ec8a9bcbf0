package io.nagare.uring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/**
 * The system calls of sockets, by foreign functions. Each returns a negative error number if it fails. No call blocks,
 * because all sockets are non-blocking. Any thread may call.
 */
final class Sockets {

    static final int STREAM = 1;
    static final int DATAGRAM = 2;
    static final int SHUT_RECEIVING = 0;
    static final int SHUT_SENDING = 1;

    /** How many bytes of a buffer on the heap are sent or received in one call. */
    static final int COPIED_AT_ONCE = 64 * 1024;

    private static final int NON_BLOCKING_AND_CLOSE_ON_EXEC = 0x80800;
    private static final int NO_SIGNAL = 0x4000;

    private static final MethodHandle SOCKET =
            Native.link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle PAIR =
            Native.link("socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle BIND =
            Native.link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LISTEN =
            Native.link("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CONNECT =
            Native.link("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle ACCEPT =
            Native.link("accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle LOCAL_NAME =
            Native.link("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle PEER_NAME =
            Native.link("getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SET_OPTION = Native.link(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GET_OPTION = Native.link(
            "getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SHUTDOWN =
            Native.link("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND =
            Native.link("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE =
            Native.link("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SEND_TO = Native.link(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECEIVE_FROM = Native.link(
            "recvfrom", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle CLOSE = Native.link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** A direct buffer of each thread, for buffers on the heap. */
    private static final ThreadLocal<ByteBuffer> COPY =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(COPIED_AT_ONCE));

    private Sockets() {}

    /** Opens a socket of an address family: {@link #STREAM} or {@link #DATAGRAM}. */
    static int open(int family, int type) {
        MemorySegment captured = Native.captured();
        try {
            int flags = type | NON_BLOCKING_AND_CLOSE_ON_EXEC;
            return Native.result((int) SOCKET.invokeExact(captured, family, flags, 0), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    /** Opens two connected Unix sockets, whose descriptors are put into {@code two}. */
    static int pair(MemorySegment two) {
        MemorySegment captured = Native.captured();
        try {
            int type = STREAM | NON_BLOCKING_AND_CLOSE_ON_EXEC;
            return Native.result((int) PAIR.invokeExact(captured, SocketAddresses.UNIX, type, 0, two), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    static int bind(int descriptor, MemorySegment address) {
        MemorySegment captured = Native.captured();
        try {
            int length = (int) address.byteSize();
            return Native.result((int) BIND.invokeExact(captured, descriptor, address, length), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    static int listen(int descriptor, int backlog) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result((int) LISTEN.invokeExact(captured, descriptor, backlog), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    static int connect(int descriptor, MemorySegment address) {
        MemorySegment captured = Native.captured();
        try {
            int length = (int) address.byteSize();
            return Native.result((int) CONNECT.invokeExact(captured, descriptor, address, length), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    /** Returns the descriptor of the next connection. */
    static int accept(int descriptor) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result(
                    (int) ACCEPT.invokeExact(
                            captured,
                            descriptor,
                            MemorySegment.NULL,
                            MemorySegment.NULL,
                            NON_BLOCKING_AND_CLOSE_ON_EXEC),
                    captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    /** Puts an address of a socket into {@code address}, and its length into {@code length}. */
    static int name(int descriptor, boolean peer, MemorySegment address, MemorySegment length) {
        MemorySegment captured = Native.captured();
        try {
            int result = peer
                    ? (int) PEER_NAME.invokeExact(captured, descriptor, address, length)
                    : (int) LOCAL_NAME.invokeExact(captured, descriptor, address, length);
            return Native.result(result, captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    static int setOption(int descriptor, int level, int name, MemorySegment value) {
        MemorySegment captured = Native.captured();
        try {
            int length = (int) value.byteSize();
            return Native.result(
                    (int) SET_OPTION.invokeExact(captured, descriptor, level, name, value, length), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    static int getOption(int descriptor, int level, int name, MemorySegment value) {
        MemorySegment captured = Native.captured();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            return Native.result(
                    (int) GET_OPTION.invokeExact(captured, descriptor, level, name, value, length), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    static int shutdown(int descriptor, int how) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result((int) SHUTDOWN.invokeExact(captured, descriptor, how), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    /** Sends what remains of a buffer, or a part of it. Moves the buffer's position by what was sent. */
    static int send(int descriptor, ByteBuffer from) {
        ByteBuffer direct = from;
        if (!from.isDirect()) {
            direct = COPY.get().clear();
            direct.put(0, from, from.position(), Math.min(from.remaining(), COPIED_AT_ONCE))
                    .limit(Math.min(from.remaining(), COPIED_AT_ONCE));
        }
        MemorySegment captured = Native.captured();
        int count;
        try {
            MemorySegment bytes = MemorySegment.ofBuffer(direct);
            count = Native.result(
                    (long) SEND.invokeExact(captured, descriptor, bytes, bytes.byteSize(), NO_SIGNAL), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
        if (count > 0) {
            from.position(from.position() + count);
        }
        return count;
    }

    /** Receives into what remains of a buffer. Moves the buffer's position by what was received. */
    static int receive(int descriptor, ByteBuffer into) {
        ByteBuffer direct = into;
        if (!into.isDirect()) {
            direct = COPY.get().clear();
            direct.limit(Math.min(into.remaining(), COPIED_AT_ONCE));
        }
        MemorySegment captured = Native.captured();
        int count;
        try {
            MemorySegment bytes = MemorySegment.ofBuffer(direct);
            count = Native.result(
                    (long) RECEIVE.invokeExact(captured, descriptor, bytes, bytes.byteSize(), 0), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
        if (count > 0) {
            if (direct != into) {
                into.put(into.position(), direct, 0, count);
            }
            into.position(into.position() + count);
        }
        return count;
    }

    /**
     * Sends what remains of a buffer as a datagram, and moves the buffer's position to its limit.
     *
     * @param target the address; {@link MemorySegment#NULL} if the socket is connected
     */
    static int sendTo(int descriptor, ByteBuffer from, MemorySegment target) {
        int length = from.remaining();
        ByteBuffer direct = from;
        if (!from.isDirect()) {
            // A datagram has less than 64 KiB. The system refuses what is longer.
            direct = length <= COPIED_AT_ONCE ? COPY.get().clear() : ByteBuffer.allocateDirect(length);
            direct.put(0, from, from.position(), length).limit(length);
        }
        MemorySegment captured = Native.captured();
        int count;
        try {
            MemorySegment bytes = MemorySegment.ofBuffer(direct);
            int targetLength = (int) target.byteSize();
            count = Native.result(
                    (long) SEND_TO.invokeExact(
                            captured, descriptor, bytes, bytes.byteSize(), NO_SIGNAL, target, targetLength),
                    captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
        if (count >= 0) {
            from.position(from.position() + count);
        }
        return count;
    }

    /** Receives a datagram into what remains of a buffer, and moves its position. Tells the sender and its length. */
    static int receiveFrom(int descriptor, ByteBuffer into, MemorySegment sender, MemorySegment length) {
        ByteBuffer direct = into;
        if (!into.isDirect()) {
            direct = COPY.get().clear();
            direct.limit(Math.min(into.remaining(), COPIED_AT_ONCE));
        }
        length.set(JAVA_INT, 0, (int) sender.byteSize());
        MemorySegment captured = Native.captured();
        int count;
        try {
            MemorySegment bytes = MemorySegment.ofBuffer(direct);
            count = Native.result(
                    (long) RECEIVE_FROM.invokeExact(captured, descriptor, bytes, bytes.byteSize(), 0, sender, length),
                    captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
        if (count > 0) {
            if (direct != into) {
                into.put(into.position(), direct, 0, count);
            }
            into.position(into.position() + count);
        }
        return count;
    }

    static int close(int descriptor) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result((int) CLOSE.invokeExact(captured, descriptor), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }
}

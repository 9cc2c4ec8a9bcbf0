package io.nagare.uring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.nagare.Nagare;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program that forbids itself io_uring by a seccomp filter, and then echoes on what network it gets. */
final class ForbiddenRing {

    static final String NO_FILTER = "no filter can be set here";

    private static final int SECCOMP = 317;
    private static final int FILTER_MODE = 1;
    private static final int ALL_THREADS = 1;
    private static final int NO_NEW_PRIVILEGES = 38;
    private static final int IO_URING_SETUP = 425;
    private static final int REFUSE_WITH_NOT_PERMITTED = 0x00050001;
    private static final int ALLOW = 0x7fff0000;

    private ForbiddenRing() {}

    public static void main(String[] arguments) throws Throwable {
        if (!System.getProperty("os.arch").equals("amd64") || !forbid()) {
            System.out.println(NO_FILTER);
            return;
        }
        try (Nagare nagare = Nagare.multiThread()
                        .workers(1)
                        .network(Uring.networkOrSystem())
                        .start();
                Server server =
                        nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            System.out.println(
                    "echoed " + new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Sets a filter of four instructions: load the call's number, compare it, refuse or allow. */
    private static boolean forbid() throws Throwable {
        MethodHandle control = Native.linkVariadic(
                "prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
        MethodHandle call = Native.linkVariadic(
                "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment filter = arena.allocate(4 * 8, 8);
            instruction(filter, 0, 0x20, 0, 0, 0);
            instruction(filter, 1, 0x15, 0, 1, IO_URING_SETUP);
            instruction(filter, 2, 0x06, 0, 0, REFUSE_WITH_NOT_PERMITTED);
            instruction(filter, 3, 0x06, 0, 0, ALLOW);
            MemorySegment program = arena.allocate(16, 8);
            program.set(JAVA_SHORT, 0, (short) 4);
            program.set(JAVA_LONG, 8, filter.address());
            int quiet = (int) control.invokeExact(Native.captured(), NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L);
            long set = (long) call.invokeExact(Native.captured(), (long) SECCOMP, FILTER_MODE, ALL_THREADS, program);
            return quiet == 0 && set == 0;
        }
    }

    private static void instruction(MemorySegment filter, int at, int code, int ifTrue, int ifFalse, int operand) {
        filter.set(JAVA_SHORT, 8L * at, (short) code);
        filter.set(JAVA_BYTE, 8L * at + 2, (byte) ifTrue);
        filter.set(JAVA_BYTE, 8L * at + 3, (byte) ifFalse);
        filter.set(JAVA_INT, 8L * at + 4, operand);
    }
}

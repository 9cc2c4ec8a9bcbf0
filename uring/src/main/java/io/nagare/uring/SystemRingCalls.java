package io.nagare.uring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The system calls of a ring, by foreign functions. Their numbers are the same on x86-64 and AArch64. */
final class SystemRingCalls implements RingCalls {

    static final SystemRingCalls INSTANCE = new SystemRingCalls();

    private static final long SETUP_NUMBER = 425;
    private static final long ENTER_NUMBER = 426;
    private static final long REGISTER_NUMBER = 427;

    private static final int READ_AND_WRITE = 3;
    private static final int SHARED_AND_POPULATED = 0x8001;
    private static final long MAP_FAILED = -1;
    private static final int CLOSE_ON_EXEC_AND_NON_BLOCKING = 0x80800;

    private static final MethodHandle SETUP =
            Native.linkVariadic("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS));
    private static final MethodHandle ENTER = Native.linkVariadic(
            "syscall",
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle REGISTER = Native.linkVariadic(
            "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle MAP = Native.link(
            "mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle UNMAP =
            Native.link("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle EVENT =
            Native.link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle WRITE =
            Native.link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private static final MemorySegment ONE = Arena.global().allocate(8, 8);

    static {
        ONE.set(JAVA_LONG, 0, 1);
    }

    private SystemRingCalls() {}

    @Override
    public int setup(int entries, MemorySegment parameters) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result(
                    (long) SETUP.invokeExact(captured, SETUP_NUMBER, entries, parameters), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    public int enter(int ring, int submit, int complete, int flags, MemorySegment argument, long argumentBytes) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result(
                    (long) ENTER.invokeExact(
                            captured, ENTER_NUMBER, ring, submit, complete, flags, argument, argumentBytes),
                    captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    public int register(int ring, int operation, MemorySegment argument, int count) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result(
                    (long) REGISTER.invokeExact(captured, REGISTER_NUMBER, ring, operation, argument, count),
                    captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    @SuppressWarnings("restricted")
    public MemorySegment map(int ring, long bytes, long offset) {
        MemorySegment captured = Native.captured();
        try {
            MemorySegment mapped = (MemorySegment) MAP.invokeExact(
                    captured, MemorySegment.NULL, bytes, READ_AND_WRITE, SHARED_AND_POPULATED, ring, offset);
            return mapped.address() == MAP_FAILED ? MemorySegment.NULL : mapped.reinterpret(bytes);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    public void unmap(MemorySegment mapped) {
        MemorySegment captured = Native.captured();
        try {
            int ignored = (int) UNMAP.invokeExact(captured, mapped, mapped.byteSize());
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    public int eventDescriptor() {
        MemorySegment captured = Native.captured();
        try {
            return Native.result(
                    (int) EVENT.invokeExact(captured, 0, CLOSE_ON_EXEC_AND_NON_BLOCKING), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    public int signal(int eventDescriptor) {
        MemorySegment captured = Native.captured();
        try {
            return Native.result((long) WRITE.invokeExact(captured, eventDescriptor, ONE, 8L), captured);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }

    @Override
    public int close(int descriptor) {
        return Sockets.close(descriptor);
    }
}

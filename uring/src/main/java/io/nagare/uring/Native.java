package io.nagare.uring;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Links functions of the C library. Each linked function stores the number of its failure for {@link #result}. */
final class Native {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    /** Where a function of the calling thread leaves the number of its failure. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle DESCRIBE =
            link("strerror", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private static final long LONGEST_TEXT = 1024;

    private Native() {}

    /** What the C library says about a failure. */
    static String describe(int error) {
        try {
            return text((MemorySegment) DESCRIBE.invokeExact(captured(), error));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    /** The text at an address. */
    @SuppressWarnings("restricted")
    static String text(MemorySegment address) {
        return address.reinterpret(LONGEST_TEXT).getString(0);
    }

    /**
     * Links a function. The handle's first parameter is {@link #captured()}.
     *
     * @throws UnsupportedOperationException if the C library has no such function
     */
    static MethodHandle link(String name, FunctionDescriptor type) {
        return linkWith(name, type, Linker.Option.captureCallState("errno"));
    }

    /** As {@link #link}, for a function whose parameters vary from the second on. */
    static MethodHandle linkVariadic(String name, FunctionDescriptor type) {
        return linkWith(name, type, Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle linkWith(String name, FunctionDescriptor type, Linker.Option... options) {
        MemorySegment address = LOOKUP.find(name)
                .orElseThrow(() -> new UnsupportedOperationException("the C library has no function " + name));
        return LINKER.downcallHandle(address, type, options);
    }

    /** The memory of the calling thread that a linked function takes as its first argument. */
    static MemorySegment captured() {
        return CAPTURED.get();
    }

    /** What a function returned, or the negative number of its failure. */
    static int result(long returned, MemorySegment captured) {
        return returned < 0 ? -captured.get(ValueLayout.JAVA_INT, ERRNO) : (int) returned;
    }

    /** What a linked function has thrown, which never happens. */
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError("a function of the C library threw", thrown);
    }
}

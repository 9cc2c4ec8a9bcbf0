package io.nagare.uring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The names of users and groups. Any thread may call. */
final class Accounts {

    private static final long ENTRY_BYTES = 64;
    private static final long TEXT_BYTES = 64 * 1024;

    private static final FunctionDescriptor LOOK_UP =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle USER = Native.link("getpwuid_r", LOOK_UP);
    private static final MethodHandle GROUP = Native.link("getgrgid_r", LOOK_UP);

    private Accounts() {}

    /** The name of a user, or the number if it has none. */
    static String user(int number) {
        return name(USER, number);
    }

    /** The name of a group, or the number if it has none. */
    static String group(int number) {
        return name(GROUP, number);
    }

    private static String name(MethodHandle lookUp, int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(ENTRY_BYTES, 8);
            MemorySegment text = arena.allocate(TEXT_BYTES, 8);
            MemorySegment found = arena.allocate(ADDRESS);
            int result = (int) lookUp.invokeExact(Native.captured(), number, entry, text, TEXT_BYTES, found);
            boolean known = result == 0 && found.get(ADDRESS, 0).address() != 0;
            // The name is the first field of both kinds of entries.
            return known ? Native.text(entry.get(ADDRESS, 0)) : Integer.toUnsignedString(number);
        } catch (Throwable thrown) {
            throw Native.impossible(thrown);
        }
    }
}

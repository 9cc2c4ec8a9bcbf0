package io.nagare.uring;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The system's calls, one of which is refused with an error. Notes which descriptors and mappings are open. */
final class RefusedCalls implements RingCalls {

    private final String refused;
    private final int error;

    /** What was opened and not given back. */
    final Set<Object> open = ConcurrentHashMap.newKeySet();

    RefusedCalls(String refused, int error) {
        this.refused = refused;
        this.error = error;
    }

    private int opened(int descriptor) {
        if (descriptor >= 0) {
            open.add(descriptor);
        }
        return descriptor;
    }

    @Override
    public int setup(int entries, MemorySegment parameters) {
        return refused.equals("setup") ? error : opened(SystemRingCalls.INSTANCE.setup(entries, parameters));
    }

    @Override
    public int enter(int ring, int submit, int complete, int flags, MemorySegment argument, long argumentBytes) {
        if (refused.equals("enter")) {
            return error;
        }
        int result = SystemRingCalls.INSTANCE.enter(ring, submit, complete, flags, argument, argumentBytes);
        return refused.equals("enter after it has submitted") ? error : result;
    }

    @Override
    public int register(int ring, int operation, MemorySegment argument, int count) {
        return refused.equals("register") ? error : SystemRingCalls.INSTANCE.register(ring, operation, argument, count);
    }

    @Override
    public MemorySegment map(int ring, long bytes, long offset) {
        boolean second = offset != 0;
        if (refused.equals(second ? "second map" : "map")) {
            return MemorySegment.NULL;
        }
        MemorySegment mapped = SystemRingCalls.INSTANCE.map(ring, bytes, offset);
        open.add(mapped.address());
        return mapped;
    }

    @Override
    public void unmap(MemorySegment mapped) {
        open.remove(mapped.address());
        SystemRingCalls.INSTANCE.unmap(mapped);
    }

    @Override
    public int eventDescriptor() {
        return refused.equals("eventfd") ? error : opened(SystemRingCalls.INSTANCE.eventDescriptor());
    }

    @Override
    public int signal(int eventDescriptor) {
        return SystemRingCalls.INSTANCE.signal(eventDescriptor);
    }

    @Override
    public int close(int descriptor) {
        open.remove(descriptor);
        return SystemRingCalls.INSTANCE.close(descriptor);
    }
}

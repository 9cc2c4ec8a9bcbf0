package io.nagare.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The queues of one ring: submissions to the system, and completions from it. Used by one thread at a time. It owns its
 * descriptor, its memory and its receive buffers, and gives them back in {@link #close}.
 */
final class Ring {

    /*
     * Implementation. The system reads the tail of the submissions and the head of the completions with acquire, and
     * writes the other two with release. This class does the same on its side.
     *
     * The flag COOP_TASKRUN saves an interrupt for each completion. The system completes a request when the thread that
     * submitted it next enters the system, or at its next tick. SINGLE_ISSUER and DEFER_TASKRUN are impossible: another
     * worker polls this ring while its own worker runs one task for long.
     */

    private static final int ENTRIES = 256;
    private static final int COMPLETIONS = 4096;
    private static final int ENTRY_BYTES = 64;
    private static final int COMPLETION_BYTES = 16;
    private static final long ENTRIES_AT = 0x10000000L;

    private static final int PARAMETER_BYTES = 120;
    private static final int CLAMP_COMPLETIONS = 1 << 3;
    private static final int COOPERATIVE = 1 << 8;
    private static final int TELL_OF_TASK_WORK = 1 << 9;

    /** One mapping for both queues, no lost completions, and waits with a limit. */
    private static final int NEEDED_FEATURES = 1 | 1 << 1 | 1 << 8;

    private static final int GET_EVENTS = 1;
    private static final int EXTENDED_ARGUMENT = 1 << 3;
    private static final int ARGUMENT_BYTES = 24;

    /** In the flags of the submissions: there are completions that only a call delivers. */
    private static final int CALL_DUE = 1 << 1 | 1 << 2;

    private static final int POLL_ADD = 6;
    private static final int TRIES = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final VarHandle INT = JAVA_INT.varHandle();

    private final RingCalls calls;
    private final int descriptor;
    private final MemorySegment queues;
    private final MemorySegment entries;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment argument = arena.allocate(ARGUMENT_BYTES, 8);
    private final MemorySegment limit = arena.allocate(16, 8);
    private final ReceiveBuffers buffers;

    private final long submissionHead;
    private final long submissionTail;
    private final long submissionFlags;
    private final int submissionMask;
    private final long completionHead;
    private final long completionTail;
    private final long completionsAt;
    private final int completionMask;

    /** How many entries have been written, and how many completions have been taken. */
    private int tail;

    private int head;

    /**
     * Opens a ring.
     *
     * @throws RingUnavailableException if the system refuses
     */
    static Ring open(RingCalls calls) throws RingUnavailableException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(PARAMETER_BYTES, 8);
            parameters.set(JAVA_INT, 4, COMPLETIONS);
            parameters.set(JAVA_INT, 8, CLAMP_COMPLETIONS | COOPERATIVE | TELL_OF_TASK_WORK);
            int descriptor = calls.setup(ENTRIES, parameters);
            if (descriptor < 0) {
                throw RingUnavailableException.of("io_uring_setup", descriptor);
            }
            try {
                if ((parameters.get(JAVA_INT, 20) & NEEDED_FEATURES) != NEEDED_FEATURES) {
                    throw new RingUnavailableException("the kernel's io_uring is too old; Linux 6.0 is needed");
                }
                return mapped(calls, descriptor, parameters);
            } catch (Throwable failure) {
                calls.close(descriptor);
                throw failure;
            }
        }
    }

    private static Ring mapped(RingCalls calls, int descriptor, MemorySegment parameters)
            throws RingUnavailableException {
        long submissions = Integer.toUnsignedLong(parameters.get(JAVA_INT, 64)) + 4L * parameters.get(JAVA_INT, 0);
        long completions = Integer.toUnsignedLong(parameters.get(JAVA_INT, 100))
                + (long) COMPLETION_BYTES * parameters.get(JAVA_INT, 4);
        MemorySegment queues = calls.map(descriptor, Math.max(submissions, completions), 0);
        if (queues.address() == 0) {
            throw RingUnavailableException.of("mapping a ring", Errors.NO_MEMORY);
        }
        MemorySegment entries = calls.map(descriptor, (long) ENTRY_BYTES * parameters.get(JAVA_INT, 0), ENTRIES_AT);
        try {
            if (entries.address() == 0) {
                throw RingUnavailableException.of("mapping a ring", Errors.NO_MEMORY);
            }
            return new Ring(calls, descriptor, queues, entries, parameters);
        } catch (Throwable failure) {
            calls.unmap(queues);
            if (entries.address() != 0) {
                calls.unmap(entries);
            }
            throw failure;
        }
    }

    private Ring(
            RingCalls calls, int descriptor, MemorySegment queues, MemorySegment entries, MemorySegment parameters)
            throws RingUnavailableException {
        this.calls = calls;
        this.descriptor = descriptor;
        this.queues = queues;
        this.entries = entries;
        submissionHead = parameters.get(JAVA_INT, 40);
        submissionTail = parameters.get(JAVA_INT, 44);
        submissionFlags = parameters.get(JAVA_INT, 56);
        submissionMask = parameters.get(JAVA_INT, 0) - 1;
        completionHead = parameters.get(JAVA_INT, 80);
        completionTail = parameters.get(JAVA_INT, 84);
        completionsAt = parameters.get(JAVA_INT, 100);
        completionMask = parameters.get(JAVA_INT, 4) - 1;
        long array = parameters.get(JAVA_INT, 64);
        for (int i = 0; i <= submissionMask; i++) {
            queues.set(JAVA_INT, array + 4L * i, i);
        }
        argument.set(JAVA_LONG, 16, limit.address());
        try {
            buffers = ReceiveBuffers.register(calls, descriptor, arena);
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }

    /** The buffers into which this ring receives. */
    ReceiveBuffers buffers() {
        return buffers;
    }

    /**
     * Writes an entry, which the next {@link #enter} submits.
     *
     * @throws IOException if the queue is full and the system does not take it
     */
    void push(int operation, int flags, int priority, int file, long address, int operationFlags, long tag)
            throws IOException {
        for (int i = 0; tail - (int) INT.getAcquire(queues, submissionHead) > submissionMask; i++) {
            if (i == TRIES) {
                throw new IOException("the ring's queue of submissions is full and the system takes none");
            }
            enter(0);
        }
        long at = (long) (tail & submissionMask) * ENTRY_BYTES;
        entries.asSlice(at, ENTRY_BYTES).fill((byte) 0);
        entries.set(JAVA_BYTE, at, (byte) operation);
        entries.set(JAVA_BYTE, at + 1, (byte) flags);
        entries.set(JAVA_SHORT, at + 2, (short) priority);
        entries.set(JAVA_INT, at + 4, file);
        entries.set(JAVA_LONG, at + 16, address);
        entries.set(JAVA_INT, at + 28, operationFlags);
        entries.set(JAVA_LONG, at + 32, tag);
        tail++;
        INT.setRelease(queues, submissionTail, tail);
    }

    /** Writes an entry that watches a descriptor, again and again. The length field says so. */
    void pushPoll(int file, int again, int events, long tag) throws IOException {
        push(POLL_ADD, 0, 0, file, 0, events, tag);
        entries.set(JAVA_INT, (long) (tail - 1 & submissionMask) * ENTRY_BYTES + 24, again);
    }

    /**
     * Submits what was written, and waits for a completion.
     *
     * @param waitNanos how long to wait, at most; 0 for not at all, negative for no limit
     */
    void enter(long waitNanos) throws IOException {
        int submit = tail - (int) INT.getAcquire(queues, submissionHead);
        boolean callDue = ((int) INT.getOpaque(queues, submissionFlags) & CALL_DUE) != 0;
        if (waitNanos == 0 && submit == 0 && !callDue) {
            return;
        }
        int flags = waitNanos != 0 || callDue ? GET_EVENTS : 0;
        int wait = waitNanos != 0 && completions() == 0 ? 1 : 0;
        int result;
        if (wait != 0 && waitNanos > 0) {
            limit.set(JAVA_LONG, 0, waitNanos / NANOS_PER_SECOND);
            limit.set(JAVA_LONG, 8, waitNanos % NANOS_PER_SECOND);
            result = calls.enter(descriptor, submit, wait, flags | EXTENDED_ARGUMENT, argument, ARGUMENT_BYTES);
        } else {
            result = calls.enter(descriptor, submit, wait, flags, MemorySegment.NULL, 0);
        }
        switch (Math.min(result, 0)) {
            case 0, Errors.INTERRUPTED, Errors.TIMER_EXPIRED, Errors.TRY_AGAIN, Errors.BUSY -> {}
            default -> {
                // What has completed is taken first: it may free what the system lacks.
                if (completions() == 0) {
                    throw new IOException("io_uring_enter: " + Errors.message(result));
                }
            }
        }
    }

    /** How many completions are there to be taken. */
    int completions() {
        return (int) INT.getAcquire(queues, completionTail) - head;
    }

    /** The tag of the next completion. The next two are its result and its flags. */
    long tag() {
        return queues.get(JAVA_LONG, completionAt());
    }

    int result() {
        return queues.get(JAVA_INT, completionAt() + 8);
    }

    int flags() {
        return queues.get(JAVA_INT, completionAt() + 12);
    }

    private long completionAt() {
        return completionsAt + (long) (head & completionMask) * COMPLETION_BYTES;
    }

    /** Goes on to the next completion. */
    void advance() {
        head++;
        INT.setRelease(queues, completionHead, head);
    }

    /**
     * Gives the ring back to the system.
     *
     * @param unused whether no request is left that could still write into the buffers; otherwise they are kept for the
     *     life of the process
     */
    void close(boolean unused) {
        if (unused) {
            buffers.unregister(calls, descriptor);
        }
        calls.close(descriptor);
        calls.unmap(queues);
        calls.unmap(entries);
        if (unused) {
            arena.close();
        }
    }
}

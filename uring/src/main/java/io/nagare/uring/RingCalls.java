package io.nagare.uring;

import java.lang.foreign.MemorySegment;

/**
 * The system calls of a ring. Tests refuse or record them here. Each returns a negative error number if it fails. Any
 * thread may call.
 */
interface RingCalls {

    /** Makes a ring of at least {@code entries} entries. Returns its descriptor. */
    int setup(int entries, MemorySegment parameters);

    /** Submits {@code submit} entries and waits for {@code complete} completions. */
    int enter(int ring, int submit, int complete, int flags, MemorySegment argument, long argumentBytes);

    /** Registers or unregisters buffers. */
    int register(int ring, int operation, MemorySegment argument, int count);

    /** Maps a part of a ring into memory. Returns the segment, or {@link MemorySegment#NULL} if it was refused. */
    MemorySegment map(int ring, long bytes, long offset);

    /** Gives back what {@link #map} returned. */
    void unmap(MemorySegment mapped);

    /** Makes a descriptor that counts, by which other threads end a wait. */
    int eventDescriptor();

    /** Adds one to what an event descriptor counts. */
    int signal(int eventDescriptor);

    /** Closes a descriptor. */
    int close(int descriptor);
}

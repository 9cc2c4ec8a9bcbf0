package io.nagare.fs.contract;

import java.util.Objects;

/**
 * How a file is written.
 *
 * @param mode what happens to what is there
 * @param offset where writing begins, in bytes from the beginning of the file, at least 0; not 0 only if the mode is {@link Mode#UPDATE}
 * @param sync what must be on the storage device when writing is reported as done
 * @param buffer how many bytes may wait to be written, 1 to {@link #MAX_BUFFER}; at least one item is always taken
 */
public record WriteOptions(Mode mode, long offset, Sync sync, int buffer) {

    /** What happens to a file that is there. One that is not there is created. */
    public enum Mode {
        /** It is emptied when the first bytes are written (or the end comes without any). What was written before a failure stays. */
        REPLACE,
        /**
         * It is replaced in one step when everything has been written and synced: whoever reads the path finds the old content or the new, never a
         * mix, whatever fails or is killed in between. A link is followed; permissions are kept, and the group if the process may set it; owner and hard
         * links are not. Anything but a regular file is refused. The new content grows in a file beside it called {@code .NAME.PID-NUMBER.tmp}, its
         * owner's alone, which only a process that is killed by SIGKILL leaves behind.
         */
        REPLACE_ATOMICALLY,
        /** Writing fails. */
        CREATE_NEW,
        /** What is written goes behind what is there, also if others append to the same file. */
        APPEND,
        /** What is written goes over what is there, from the offset on; what is behind stays. A gap before the offset reads as zeros. */
        UPDATE
    }

    /** What must be on the storage device, and not only with the operating system, before writing is reported as done. */
    public enum Sync {
        /** Nothing: the system writes it there in its own time, and what it has not written is lost if it fails or loses power. */
        NONE,
        /** The content. */
        DATA,
        /** The content, all that belongs to the file, and its entry in the directory if it may be new. */
        ALL
    }

    /** The largest buffer: 64 MiB. */
    public static final int MAX_BUFFER = 64 << 20;

    private static final WriteOptions DEFAULTS = new WriteOptions(Mode.REPLACE, 0, Sync.NONE, 512 * 1024);

    /** Checks the ranges. */
    public WriteOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(sync, "sync");
        if (mode == Mode.REPLACE_ATOMICALLY && sync != Sync.ALL) {
            throw new IllegalArgumentException("the mode REPLACE_ATOMICALLY needs the sync ALL, but was given " + sync);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("an offset must be at least 0 bytes, but was " + offset);
        }
        if (offset > 0 && mode != Mode.UPDATE) {
            throw new IllegalArgumentException("an offset is for the mode UPDATE, but the mode was " + mode);
        }
        if (buffer < 1 || buffer > MAX_BUFFER) {
            throw new IllegalArgumentException("a buffer must be 1 to " + MAX_BUFFER + " bytes, but was " + buffer);
        }
    }

    /** {@link Mode#REPLACE}, no sync, up to 512 KiB waiting. */
    public static WriteOptions defaults() {
        return DEFAULTS;
    }

    /** The same with {@link Mode#REPLACE_ATOMICALLY}, which includes {@link Sync#ALL}. */
    public WriteOptions atomically() {
        return new WriteOptions(Mode.REPLACE_ATOMICALLY, 0, Sync.ALL, buffer);
    }

    /** The same with {@link Mode#CREATE_NEW}. */
    public WriteOptions createNew() {
        return new WriteOptions(Mode.CREATE_NEW, 0, sync, buffer);
    }

    /** The same with {@link Mode#APPEND}. */
    public WriteOptions append() {
        return new WriteOptions(Mode.APPEND, 0, sync, buffer);
    }

    /** The same with {@link Mode#UPDATE}, beginning at an offset of at least 0 bytes. */
    public WriteOptions at(long bytes) {
        return new WriteOptions(Mode.UPDATE, bytes, sync, buffer);
    }

    /** The same with another sync. */
    public WriteOptions sync(Sync when) {
        return new WriteOptions(mode, offset, when, buffer);
    }

    /** The same with another bound on what may wait to be written, in bytes. */
    public WriteOptions buffer(int bytes) {
        return new WriteOptions(mode, offset, sync, bytes);
    }
}

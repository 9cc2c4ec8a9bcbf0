package io.nagare.fs.contract;

import java.util.Objects;

/**
 * How a file is written.
 *
 * @param mode what happens to a file that exists
 * @param offset where writing begins, in bytes from the beginning of the file, at least 0; it must be 0 unless the mode
 *     is {@link Mode#UPDATE}
 * @param sync what must be on the storage device before writing completes
 * @param buffer the most bytes that wait to be written, 1 to {@link #MAX_BUFFER}; one item is always taken
 */
public record WriteOptions(Mode mode, long offset, Sync sync, int buffer) {

    /** What happens to a file that exists. A file that does not exist is created. */
    public enum Mode {
        /**
         * It is emptied when the first bytes are written, or at the end if there are none. What was written before a
         * failure stays.
         */
        REPLACE,
        /**
         * It is replaced in one step when everything has been written and synced. A reader of the path finds the old
         * content or the new, never a mix, whatever fails or is killed in between.
         *
         * <p>A link is followed. Permissions are kept, and so is the group if the process may set it. The owner and
         * hard links are not kept. Anything but a regular file is refused.
         *
         * <p>The new content is written to a file beside it, {@code .NAME.PID-NUMBER.tmp}, which only its owner may
         * read. A process that is killed by SIGKILL leaves that file behind.
         */
        REPLACE_ATOMICALLY,
        /** Writing fails. */
        CREATE_NEW,
        /** The bytes are added at its end, also if others append to the same file. */
        APPEND,
        /**
         * The bytes overwrite its content from the offset on. Content behind them stays. A gap before the offset reads
         * as zeros.
         */
        UPDATE
    }

    /** What must be on the storage device, and not only with the operating system, before writing completes. */
    public enum Sync {
        /** Nothing. The system writes it in its own time; if the system fails or loses power before, it is lost. */
        NONE,
        /** The content. */
        DATA,
        /** The content and the metadata of the file, and its entry in the directory if that may be new. */
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

package io.nagare.fs.write;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.FileState;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of one subscription that writes a file: writes what the strand has gathered for it, and after the last of it makes the file
 * complete. Handed in again and again, but run by one thread at a time, see {@link FileState}; the strand prepares it and reads the outcome when it
 * finds that idle.
 */
final class FileWriteJob implements Runnable {

    private final WrittenFile file;
    private final FileState state;
    private final Leaf writer;

    private List<Bytes> items = List.of();
    private boolean last;
    private boolean finished;
    private @Nullable FileOperationException failure;

    FileWriteJob(WrittenFile file, FileState state, Leaf writer) {
        this.file = file;
        this.state = state;
        this.writer = writer;
    }

    /** Strand, before it submits this: what to write, and whether that is all. */
    void prepare(List<Bytes> next, boolean isLast) {
        items = next;
        last = isLast;
    }

    /** Strand, when the state is idle: whether the file is complete. */
    boolean isFinished() {
        return finished;
    }

    /** Strand, when the state is idle: why writing failed, or null if it has not. */
    @Nullable FileOperationException failure() {
        return failure;
    }

    /** Strand, when this has finished: how many bytes were written. */
    long written() {
        return file.written();
    }

    @Override
    public void run() {
        if (!state.begin()) {
            return;
        }
        try {
            file.write(items, state::isAbandoned);
            if (last && !state.isAbandoned()) {
                file.finish();
                finished = true;
            }
        } catch (Throwable thrown) {
            failure = file.failed(thrown);
            abandon();
        }
        items = List.of();
        if (state.finish()) {
            writer.wake();
        } else {
            abandon();
        }
    }

    /** Gives up the file, which must be the caller's; does nothing if it is complete. */
    void abandon() {
        try {
            file.abandon();
        } catch (IOException thrown) {
            writer.strand().driver().unseen(thrown, "close of " + file);
        }
    }
}

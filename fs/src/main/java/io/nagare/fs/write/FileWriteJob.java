package io.nagare.fs.write;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.RepeatedJob;
import java.io.IOException;
import java.util.List;

/**
 * The blocking side of one subscription that writes a file. Each run writes the items that the strand has gathered; the
 * last one also completes the file. A file that is not complete is given up by closing it.
 */
final class FileWriteJob extends RepeatedJob {

    private final WrittenFile file;

    private List<Bytes> items = List.of();
    private boolean last;

    FileWriteJob(WrittenFile file, FileState state, Leaf writer) {
        super(file, state, writer);
        this.file = file;
    }

    /** Strand, before it submits this: what to write, and whether that is all. */
    void prepare(List<Bytes> next, boolean isLast) {
        items = next;
        last = isLast;
    }

    /** Strand, when this has finished: how many bytes were written. */
    long written() {
        return file.written();
    }

    @Override
    protected void work() throws IOException {
        List<Bytes> next = items;
        // Dropped even if writing fails, because other objects may refer to this job for some time.
        items = List.of();
        file.write(next, state::isAbandoned);
        if (last && !state.isAbandoned()) {
            file.finish();
            ended = true;
        }
    }
}

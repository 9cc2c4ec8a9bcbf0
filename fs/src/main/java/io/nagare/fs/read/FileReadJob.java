package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.RepeatedJob;
import io.nagare.policy.TimeSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * The blocking side of one subscription to a file. The first run opens the file, and each run reads until the queue is
 * full. A file that is followed stays open at its end.
 *
 * <p>Waking a strand may cost the reading thread a system call, so one wake announces several chunks. If the strand
 * has no chunk left, the first wake announces one chunk. Each later wake announces twice as many, up to half of the
 * queue's limit. A chunk that has waited for a while, since the disk is slow, is announced at once. So the first chunk
 * is not held up, and this job goes on reading into the other half of the queue until the strand is back.
 */
final class FileReadJob extends RepeatedJob {

    /** How long chunks may wait for others that are to be announced with them. */
    private static final long MOST_WAIT_NANOS = 1_000_000;

    private final OpenFile file;
    private final ChunkQueue queue;
    private final Leaf reader;

    private int announceAfter;

    FileReadJob(OpenFile file, ChunkQueue queue, FileState state, Leaf reader) {
        super(file, state, reader);
        this.file = file;
        this.queue = queue;
        this.reader = reader;
    }

    /** Strand, before it submits this: whether it waits for the very next chunk. */
    void prepare(boolean starved) {
        announceAfter = starved ? 1 : mostUnannounced();
    }

    /** Strand, when this has ended: whether there may be more to read later. */
    boolean isFollowing() {
        return failure() == null && file.isFollowed();
    }

    /** Strand, when this has ended and is following: it is time to look again. */
    void resume() {
        ended = false;
    }

    @Override
    protected boolean isOver() {
        return hasEnded() && !isFollowing();
    }

    @Override
    protected void work() throws IOException {
        file.open();
        read();
    }

    private void read() throws IOException {
        TimeSource time = reader.strand().driver().time();
        long announced = time.nanoTime();
        int unannounced = 0;
        Bytes inserted = file.inserted();
        if (inserted != null) {
            queue.add(inserted);
            unannounced++;
        }
        while (!queue.isFull() && !state.isAbandoned()) {
            int expected = file.expected();
            byte[] chunk = new byte[expected];
            int length = expected == 0 ? 0 : file.read(chunk, 0, expected);
            if (length > 0) {
                Bytes read = Bytes.wrap(length == expected ? chunk : Arrays.copyOf(chunk, length));
                file.wasRead(read);
                queue.add(read);
                unannounced++;
            }
            if (length < expected || file.isAtEnd()) {
                ended = true;
                return;
            }
            long now = time.nanoTime();
            if (unannounced >= announceAfter || now - announced >= MOST_WAIT_NANOS) {
                announced = now;
                unannounced = 0;
                announceAfter = Math.min(2 * announceAfter, mostUnannounced());
                reader.wake();
            }
        }
    }

    private int mostUnannounced() {
        return Math.max(1, queue.limit() / 2);
    }
}

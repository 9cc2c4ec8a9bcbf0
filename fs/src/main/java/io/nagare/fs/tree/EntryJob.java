package io.nagare.fs.tree;

import io.nagare.driver.Leaf;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.FileState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of one subscription to entries. It takes a batch of entries from the cursor, and closes the cursor
 * when none are left. It is submitted again and again, but one thread at a time runs it, see {@link FileState}. The
 * strand takes the batch when that state is idle.
 */
final class EntryJob<T> implements Runnable {

    private final EntryCursor<T> cursor;
    private final int batchSize;
    private final FileState state;
    private final Leaf reader;

    private final List<T> batch;
    private boolean ended;
    private @Nullable FileOperationException failure;

    EntryJob(EntryCursor<T> cursor, int batchSize, FileState state, Leaf reader) {
        this.cursor = cursor;
        this.batchSize = batchSize;
        this.state = state;
        this.reader = reader;
        this.batch = new ArrayList<>(batchSize);
    }

    /** Strand, when the state is idle: moves what was read. */
    void moveTo(Queue<? super T> queue) {
        queue.addAll(batch);
        batch.clear();
    }

    /** Strand, when the state is idle: whether there is nothing more to read, after the end or a failure. */
    boolean hasEnded() {
        return ended;
    }

    /** Strand, when this has ended: why, or null if there are no more entries. */
    @Nullable FileOperationException failure() {
        return failure;
    }

    /** Strand, when the state is idle: no thread could be had to run this. */
    void refuse(Throwable refused) {
        ended = true;
        failure = cursor.failed(refused);
    }

    @Override
    public void run() {
        if (!state.begin()) {
            return;
        }
        try {
            read();
        } catch (Throwable thrown) {
            ended = true;
            failure = cursor.failed(thrown);
        }
        if (ended) {
            close();
        }
        if (state.finish()) {
            reader.wake();
        } else {
            close();
        }
    }

    private void read() throws IOException {
        while (batch.size() < batchSize && !state.isAbandoned()) {
            T entry = cursor.next();
            if (entry == null) {
                ended = true;
                return;
            }
            batch.add(entry);
        }
    }

    /** Closes the cursor, which must be the caller's; does nothing if it is closed. */
    void close() {
        try {
            cursor.close();
        } catch (IOException thrown) {
            reader.strand().driver().unseen(thrown, "closing a directory");
        }
    }
}

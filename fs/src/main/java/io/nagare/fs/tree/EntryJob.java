package io.nagare.fs.tree;

import io.nagare.driver.Leaf;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.RepeatedJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The blocking side of one subscription to entries. Each run takes a batch of entries from the cursor. The strand takes
 * the batch when the state is idle.
 */
final class EntryJob<T> extends RepeatedJob {

    private final EntryCursor<T> cursor;
    private final int batchSize;
    private final List<T> batch;

    EntryJob(EntryCursor<T> cursor, int batchSize, FileState state, Leaf reader) {
        super(cursor, state, reader);
        this.cursor = cursor;
        this.batchSize = batchSize;
        this.batch = new ArrayList<>(batchSize);
    }

    /** Strand, when the state is idle: moves what was read. */
    void moveTo(Queue<? super T> queue) {
        queue.addAll(batch);
        batch.clear();
    }

    @Override
    protected void work() throws IOException {
        while (batch.size() < batchSize && !state.isAbandoned()) {
            T entry = cursor.next();
            if (entry == null) {
                ended = true;
                return;
            }
            batch.add(entry);
        }
    }
}

package io.nagare.fs.read;

import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.FileState;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of a {@link FileTransferSource}: opens the file, takes it to the channel slice by slice until that takes no more, and closes it at
 * the end. Handed in again and again, but run by one thread at a time, see {@link FileState}.
 */
final class FileTransferJob implements Runnable {

    /**
     * What is transferred in one step. A socket that is closed meanwhile stays open until the step ends, which may have
     * to wait for the disk.
     */
    private static final long SLICE = 256 * 1024;

    private final OpenFile file;
    private final WritableByteChannel channel;
    private final FileState state;
    private final Leaf source;

    private boolean ended;
    private long transferred;
    private @Nullable FileOperationException failure;
    private @Nullable IOException channelFailure;

    FileTransferJob(OpenFile file, WritableByteChannel channel, FileState state, Leaf source) {
        this.file = file;
        this.channel = channel;
        this.state = state;
        this.source = source;
    }

    /** Strand, when the state is idle: whether all has been transferred, or the file has failed. */
    boolean hasEnded() {
        return ended;
    }

    /** Strand, when this has ended: why the file has failed, or null if it has not. */
    @Nullable FileOperationException failure() {
        return failure;
    }

    /** Strand, when the state is idle: how many bytes have been taken to the channel. */
    long transferred() {
        return transferred;
    }

    /** Strand, when the state is idle: why the channel has failed, or null if it has not. */
    @Nullable IOException channelFailure() {
        return channelFailure;
    }

    @Override
    public void run() {
        if (!state.begin()) {
            return;
        }
        try {
            file.open();
            transfer();
        } catch (Throwable thrown) {
            ended = true;
            failure = file.failed(thrown);
        }
        if (ended) {
            close();
        }
        if (state.finish()) {
            source.wake();
        } else {
            close();
        }
    }

    private void transfer() throws IOException {
        long count = 1;
        while (count > 0 && !state.isAbandoned()) {
            try {
                count = step();
                transferred += Math.max(0, count);
            } catch (IOException thrown) {
                if (!file.isReadable()) {
                    throw thrown;
                }
                channelFailure = thrown;
                return;
            }
        }
        ended = count < 0;
    }

    private long step() throws IOException {
        if (!(channel instanceof LentChannel lent)) {
            return file.transferTo(channel, SLICE);
        }
        if (!lent.begin()) {
            throw new ClosedChannelException();
        }
        try {
            return file.transferTo(lent.channel(), SLICE);
        } finally {
            lent.end();
        }
    }

    private void close() {
        try {
            file.close();
        } catch (IOException thrown) {
            source.strand().driver().unseen(thrown, "close of " + file);
        }
    }
}

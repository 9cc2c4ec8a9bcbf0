package io.nagare.fs.read;

import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.fs.work.FileState;
import io.nagare.fs.work.RepeatedJob;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of a {@link FileTransferSource}. The first run opens the file, and each run transfers it slice by
 * slice until the channel takes no more.
 */
final class FileTransferJob extends RepeatedJob {

    /**
     * How many bytes one step transfers. If the socket is closed meanwhile, its descriptor stays open until the step
     * ends, and the step may wait for the disk.
     */
    private static final long SLICE = 256 * 1024;

    private final OpenFile file;
    private final WritableByteChannel channel;

    private long transferred;
    private @Nullable IOException channelFailure;

    FileTransferJob(OpenFile file, WritableByteChannel channel, FileState state, Leaf source) {
        super(file, state, source);
        this.file = file;
        this.channel = channel;
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
    protected void work() throws IOException {
        file.open();
        transfer();
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
}

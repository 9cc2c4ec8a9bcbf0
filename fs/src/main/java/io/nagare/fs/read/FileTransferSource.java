package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.Transfer;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.work.FileState;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a file that can also be transferred to a channel without being read. Until its subscriber asks
 * for a transfer it is a {@link FileReadSource} like any other.
 *
 * <p>Always holds: the file is either read or transferred; at most one job is queued or running.
 */
public final class FileTransferSource extends FileReadSource implements Transfer {

    private final OpenFile file;
    private final StrandSubscriber<? super Bytes> subscriber;
    private final FileState state;
    private @Nullable FileTransferJob job;
    private @Nullable Leaf full;

    public FileTransferSource(
            Path path, ReadOptions options, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        this(new OpenFile(strand.driver().path(path), options), new FileState(), options, subscriber, strand);
    }

    private FileTransferSource(
            OpenFile file,
            FileState state,
            ReadOptions options,
            StrandSubscriber<? super Bytes> subscriber,
            Strand strand) {
        super(file, state, options, Duration.ZERO, subscriber, strand);
        this.file = file;
        this.subscriber = subscriber;
        this.state = state;
    }

    @Override
    public boolean feeds(StrandSubscriber<?> candidate) {
        return candidate == subscriber;
    }

    @Override
    public void transferTo(WritableByteChannel channel, Leaf woken) {
        if (isDone() || !state.isIdle()) {
            return;
        }
        FileTransferJob transferring = job;
        if (transferring == null) {
            transferring = new FileTransferJob(file, channel, state, this);
            job = transferring;
            full = woken;
        }
        if (transferring.hasEnded()) {
            return;
        }
        try {
            submit(transferring);
        } catch (RejectedExecutionException refused) {
            end(file.failed(refused));
        }
    }

    @Override
    public long transferred() {
        return job == null ? 0 : job.transferred();
    }

    @Override
    public @Nullable IOException channelFailure() {
        return job == null || !state.isIdle() ? null : job.channelFailure();
    }

    @Override
    protected void run() {
        FileTransferJob transferring = job;
        if (transferring == null || full == null) {
            super.run();
        } else if (!isDone() && state.isIdle()) {
            if (transferring.hasEnded()) {
                end(transferring.failure());
            } else {
                full.wake();
            }
        }
    }
}

package io.nagare.fs.watch;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.work.EmittingSource;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to changes, on its strand. It emits the changes that its {@link Watch} holds. Nothing is watched
 * before there is demand.
 */
public final class WatchSource extends EmittingSource<FileChange> {

    private final Watch watch;

    /** Whether watching has begun, or will. */
    private boolean started;

    public WatchSource(Path watched, WatchScope scope, StrandSubscriber<? super FileChange> subscriber, Strand strand) {
        super(1, subscriber, strand);
        this.watch = new Watch(strand.driver().path(watched), scope, this);
    }

    @Override
    public void request(long n) {
        if (!started && !isDone()) {
            begin();
        }
        super.request(n);
    }

    private void begin() {
        try {
            started = true;
            strand().driver().blocking(watch::begin);
        } catch (RejectedExecutionException refused) {
            started = false;
            end(watch.failed(refused));
        }
    }

    @Override
    protected @Nullable FileChange next() {
        return watch.poll();
    }

    @Override
    protected void settle() {
        if (watch.hasEnded()) {
            end(watch.failure());
        }
    }

    @Override
    protected void release() {
        watch.close();
        if (!started) {
            return;
        }
        try {
            strand().driver().mandatoryBlocking(watch::unregister);
        } catch (RejectedExecutionException noThread) {
            watch.unregister();
        }
    }
}

package io.nagare.fs.work;

import io.nagare.driver.Leaf;
import io.nagare.fs.contract.Progress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what has been done, for {@link ProgressSource}. Written by one thread at a time, read by the strand. */
public final class ProgressMeter {

    private final Leaf reader;
    private volatile @Nullable Progress progress;

    ProgressMeter(Leaf reader) {
        this.reader = reader;
    }

    /** Null before it has begun. */
    @Nullable Progress progress() {
        return progress;
    }

    /** There is that much to do. */
    public void begin(long total) {
        progress = new Progress(0, total);
        reader.wake();
    }

    /** So much more is done. */
    public void advance(long bytes) {
        Progress before = Objects.requireNonNull(progress, "not begun");
        progress = new Progress(before.done() + bytes, before.total());
        reader.wake();
    }
}

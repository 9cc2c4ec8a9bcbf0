package io.nagare.tck;

import io.nagare.sync.TaskTracker;
import org.reactivestreams.Publisher;

/** {@code TaskTracker.drained()}. */
public class TaskTrackerDrainedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        TaskTracker tracker = TaskTracker.create();
        tracker.close();
        return tracker.drained();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.TaskTracker;
import org.reactivestreams.Publisher;

/** {@code TaskTracker.spawn(One)}. */
public class TaskTrackerSpawnTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return TaskTracker.create().spawn(n == 0 ? One.empty() : One.just(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

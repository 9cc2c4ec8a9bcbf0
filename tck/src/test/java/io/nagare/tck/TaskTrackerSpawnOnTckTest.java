package io.nagare.tck;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.sync.TaskTracker;
import org.reactivestreams.Publisher;

/** {@code TaskTracker.spawnOn(Nagare, One)}. */
public class TaskTrackerSpawnOnTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return TaskTracker.create().spawnOn(Nagare.current(), n == 0 ? One.empty() : One.just(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

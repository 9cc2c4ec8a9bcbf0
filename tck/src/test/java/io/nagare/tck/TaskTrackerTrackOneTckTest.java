package io.nagare.tck;

import io.nagare.sync.TaskTracker;
import org.reactivestreams.Publisher;

/** {@code TaskTracker.track(One)}. */
public class TaskTrackerTrackOneTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return TaskTracker.create().track(upstream.one(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

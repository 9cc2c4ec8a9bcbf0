package io.nagare.tck;

import io.nagare.sync.TaskTracker;
import org.reactivestreams.Publisher;

/** {@code TaskTracker.track(Many)}. */
public class TaskTrackerTrackManyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return TaskTracker.create().track(upstream.items(n));
    }
}

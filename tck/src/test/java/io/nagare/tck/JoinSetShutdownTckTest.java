package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.JoinSet;
import org.reactivestreams.Publisher;

/** {@code JoinSet.shutdown()}. */
public class JoinSetShutdownTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        JoinSet<Void> set = JoinSet.create();
        set.spawn(One.never());
        return set.shutdown();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.JoinSet;
import org.reactivestreams.Publisher;

/** {@code JoinSet.spawn(One)}. */
public class JoinSetSpawnTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return JoinSet.<Integer>create().spawn(n == 0 ? One.empty() : One.just(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.sync.JoinSet;
import org.reactivestreams.Publisher;

/** {@code JoinSet.spawnOn(Nagare, One)}. */
public class JoinSetSpawnOnTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return JoinSet.<Integer>create().spawnOn(Nagare.current(), n == 0 ? One.empty() : One.just(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

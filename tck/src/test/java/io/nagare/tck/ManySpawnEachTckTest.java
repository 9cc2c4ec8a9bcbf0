package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.spawnEach(int,Function)}. */
public class ManySpawnEachTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return upstream.items(10).spawnEach(2, Many::just);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

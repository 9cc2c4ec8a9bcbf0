package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.combineLatest(Publisher,Publisher,BiFunction)}. */
public class ManyCombineLatestTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.combineLatest(upstream.items(n), Many.just(1), Integer::sum);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.flatMap(Function)} to publishers that can be asked for their items. */
public class ManyFlatMapRangesTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2 + n % 2).flatMap(i -> Many.range(i, n % 2 == 1 && i == 0 ? 1 : 2));
    }
}

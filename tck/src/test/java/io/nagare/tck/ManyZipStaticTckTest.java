package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.zip(Publisher,Publisher,BiFunction)}. */
public class ManyZipStaticTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.zip(upstream.items(n), Upstream.FOREIGN.items(n), Integer::sum);
    }
}

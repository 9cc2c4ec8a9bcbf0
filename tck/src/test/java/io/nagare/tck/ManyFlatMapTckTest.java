package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code Many.flatMap(Function)} to publishers that are constants. */
public class ManyFlatMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).flatMap(One::just);
    }
}

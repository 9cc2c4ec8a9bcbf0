package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.log(String)}. */
public class ManyLogTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).log("io.nagare.tck");
    }
}

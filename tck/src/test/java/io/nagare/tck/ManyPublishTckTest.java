package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.publish(Function)}. */
public class ManyPublishTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).publish(stream -> stream.zipWith(stream, Integer::sum));
    }
}

package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnRequest(LongConsumer)}. */
public class ManyDoOnRequestTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnRequest(demand -> {});
    }
}

package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnRequest(LongConsumer)}. */
public class OneDoOnRequestTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnRequest(demand -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnSubscribe(Runnable)}. */
public class OneDoOnSubscribeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnSubscribe(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

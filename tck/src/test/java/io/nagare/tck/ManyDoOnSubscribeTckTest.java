package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.doOnSubscribe(Runnable)}. */
public class ManyDoOnSubscribeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).doOnSubscribe(() -> {});
    }
}

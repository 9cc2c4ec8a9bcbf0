package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.usingWhen(One,Function,Function,BiFunction,Function)}. */
public class OneUsingWhenEndsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.usingWhen(
                One.blocking(() -> 1),
                one -> upstream.one(n),
                one -> One.empty(),
                (one, failure) -> One.empty(),
                one -> One.empty());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

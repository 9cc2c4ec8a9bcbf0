package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code Many.usingWhen(One,Function,Function,BiFunction,Function)}. */
public class ManyUsingWhenEndsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.usingWhen(
                One.blocking(() -> 1),
                one -> upstream.items(n),
                one -> One.empty(),
                (one, failure) -> One.empty(),
                one -> One.empty());
    }
}

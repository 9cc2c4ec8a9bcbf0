package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.onErrorComplete()}. */
public class ManyOnErrorCompleteTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).concatWith(Many.error(new Refused())).onErrorComplete();
    }

    /** None: it does not fail, or not before there is demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}

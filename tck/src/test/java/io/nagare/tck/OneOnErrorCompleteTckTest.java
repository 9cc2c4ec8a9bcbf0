package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.onErrorComplete()}. */
public class OneOnErrorCompleteTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return n == 0 ? One.<Integer>error(new Refused()).onErrorComplete() : upstream.one(1).onErrorComplete();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    /** None: it does not fail, or not before there is demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}

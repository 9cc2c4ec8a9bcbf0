package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.onErrorResume(Class,Function)}. */
public class OneOnErrorResumeTypeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.<Integer>error(new Refused()).onErrorResume(Refused.class, refused -> upstream.one(n));
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

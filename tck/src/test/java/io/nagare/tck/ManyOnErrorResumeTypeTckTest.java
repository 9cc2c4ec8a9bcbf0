package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.onErrorResume(Class,Function)}. */
public class ManyOnErrorResumeTypeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2)
                .concatWith(Many.error(new Refused()))
                .onErrorResume(Refused.class, refused -> upstream.items(n - n / 2));
    }

    /** None: it does not fail, or not before there is demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return null;
    }
}

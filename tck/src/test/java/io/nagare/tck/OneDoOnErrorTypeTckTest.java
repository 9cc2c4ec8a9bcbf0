package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code One.doOnError(Class,Consumer)}. */
public class OneDoOnErrorTypeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).doOnError(RuntimeException.class, failure -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

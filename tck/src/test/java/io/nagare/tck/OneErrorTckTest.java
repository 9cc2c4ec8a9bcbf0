package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.error(Throwable)}. */
public class OneErrorTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.error(new Refused());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return One.error(new Refused());
    }
}

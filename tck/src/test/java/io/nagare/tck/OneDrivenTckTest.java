package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.driven(Source)}. */
public class OneDrivenTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.driven(new CountingDriver(n));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

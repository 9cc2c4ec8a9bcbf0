package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.error(Supplier)}. */
public class OneErrorSupplierTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.error(Refused::new);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return One.error(Refused::new);
    }
}

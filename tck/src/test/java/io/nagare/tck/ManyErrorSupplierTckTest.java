package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.error(Supplier)}. */
public class ManyErrorSupplierTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.error(Refused::new);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.error(Refused::new);
    }
}

package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.collect(Supplier,BiConsumer)}. */
public class ManyCollectTckTest extends OperatorTck<StringBuilder> {

    @Override
    protected Publisher<StringBuilder> over(Upstream upstream, long n) {
        return upstream.items(10).collect(StringBuilder::new, StringBuilder::append);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

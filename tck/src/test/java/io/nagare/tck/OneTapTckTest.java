package io.nagare.tck;

import io.nagare.SignalListener;
import org.reactivestreams.Publisher;

/** {@code One.tap(Supplier)}. */
public class OneTapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).tap(() -> new SignalListener<>() {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import io.nagare.SignalListener;
import org.reactivestreams.Publisher;

/** {@code Many.tap(Supplier)}. */
public class ManyTapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).tap(() -> new SignalListener<>() {});
    }
}

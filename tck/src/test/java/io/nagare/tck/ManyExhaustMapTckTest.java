package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.exhaustMap(Function)}: the one inner publisher emits, so that nothing is lost when demand is short. */
public class ManyExhaustMapTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(1).exhaustMap(one -> Upstream.OURS.items(n));
    }
}

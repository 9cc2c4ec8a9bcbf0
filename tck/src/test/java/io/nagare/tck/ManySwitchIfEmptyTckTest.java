package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.switchIfEmpty(Supplier)}. */
public class ManySwitchIfEmptyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.<Integer>empty().switchIfEmpty(() -> upstream.items(n));
    }
}

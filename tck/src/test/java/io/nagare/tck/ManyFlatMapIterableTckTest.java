package io.nagare.tck;

import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.flatMapIterable(Function)}. */
public class ManyFlatMapIterableTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2 + n % 2).flatMapIterable(i -> 2L * i + 1 < n ? List.of(i, i) : List.of(i));
    }
}

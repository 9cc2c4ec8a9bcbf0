package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.zipWith(Iterable,BiFunction)}. */
public class ManyZipWithIterableTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).zipWith(Upstream.numbers(n), (item, element) -> item);
    }
}

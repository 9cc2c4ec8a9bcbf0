package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.mapMulti(BiConsumer)}. */
public class ManyMapMultiTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2 + n % 2).mapMulti((i, output) -> {
            output.emit(i);
            if (2L * i + 1 < n) {
                output.emit(-i);
            }
        });
    }
}

package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.handle(BiConsumer)}. */
public class ManyHandleTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(2 * n).handle((i, output) -> {
            if (i % 2 == 0) {
                output.emit(i);
            }
        });
    }
}

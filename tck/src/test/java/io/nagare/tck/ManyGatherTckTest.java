package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.gather(Supplier,Step,BiConsumer)}. */
public class ManyGatherTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n / 2).gather(
                () -> "state",
                (state, i, output) -> {
                    output.emit(i);
                    output.emit(-i);
                },
                (state, output) -> {
                    if (n % 2 == 1) {
                        output.emit(0);
                    }
                });
    }
}

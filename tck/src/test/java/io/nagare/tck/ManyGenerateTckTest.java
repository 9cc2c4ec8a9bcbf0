package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.generate(Supplier,BiFunction)}. */
public class ManyGenerateTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.generate(() -> 0L, (i, output) -> {
            if (i < n) {
                output.emit(i.intValue());
            } else {
                output.complete();
            }
            return i + 1;
        });
    }
}

package io.nagare.tck;

import io.nagare.Many;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;

/** {@code Many.just(Object[])}. */
public class ManyJustItemsTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.just(IntStream.range(0, (int) n).boxed().toArray(Integer[]::new));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1000;
    }
}

package io.nagare.tck;

import io.nagare.Many;
import java.util.stream.LongStream;
import org.reactivestreams.Publisher;

/** {@code Many.fromStream(Supplier)}. */
public class ManyFromStreamTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.fromStream(() -> LongStream.range(0, n).mapToObj(i -> (int) i));
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.fromStream(() -> {
            throw new Refused();
        });
    }
}

package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.fromIterable(Iterable)}. */
public class ManyFromIterableTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.fromIterable(Upstream.numbers(n));
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.fromIterable(() -> {
            throw new Refused();
        });
    }
}

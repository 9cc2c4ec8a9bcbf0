package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.Unfolded;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.unfoldAsync(Object,Function)}. */
public class ManyUnfoldAsyncTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.unfoldAsync(0, i -> i >= n
                ? One.empty()
                : One.delay(Duration.ZERO).then(One.just(new Unfolded<>(i + 1, i))));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1_000;
    }
}

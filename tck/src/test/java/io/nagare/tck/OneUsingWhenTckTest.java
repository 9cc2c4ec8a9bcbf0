package io.nagare.tck;

import io.nagare.One;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.usingWhen(One,Function,Function)}. */
public class OneUsingWhenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return One.usingWhen(One.just(1), one -> upstream.one(n), one -> One.delay(Duration.ofMillis(1)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.usingWhen(One,Function,Function)}. */
public class ManyUsingWhenTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.usingWhen(One.just(1), one -> upstream.items(n), one -> One.delay(Duration.ofMillis(1)));
    }
}

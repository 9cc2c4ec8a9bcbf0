package io.nagare.tck;

import io.nagare.policy.Repeat;
import org.reactivestreams.Publisher;

/** {@code Many.repeat(Repeat)}. */
public class ManyRepeatPolicyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).repeat(Repeat.times(1)).take(n);
    }
}

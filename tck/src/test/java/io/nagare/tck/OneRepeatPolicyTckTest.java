package io.nagare.tck;

import io.nagare.policy.Repeat;
import org.reactivestreams.Publisher;

/** {@code One.repeat(Repeat)}. */
public class OneRepeatPolicyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).repeat(Repeat.times(Math.max(0, n - 1)));
    }
}

package io.nagare.tck;

import io.nagare.Many;
import io.nagare.policy.Flatten;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.merge(List,Flatten)}. */
public class ManyMergeListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.merge(
                List.of(upstream.items(n / 2), upstream.items(n - n / 2)), Flatten.concurrency(2).ordered());
    }
}

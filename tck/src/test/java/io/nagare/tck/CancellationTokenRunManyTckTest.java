package io.nagare.tck;

import io.nagare.sync.CancellationToken;
import org.reactivestreams.Publisher;

/** {@code CancellationToken.runUntilCancelled(Many)}. */
public class CancellationTokenRunManyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return CancellationToken.create().runUntilCancelled(upstream.items(n));
    }
}

package io.nagare.tck;

import io.nagare.policy.Sharing;
import org.reactivestreams.Publisher;

/** {@code Many.share(Sharing)}. */
public class ManyShareSharingTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).share(Sharing.laggardsFail(64).replay(3).connectAfter(1));
    }
}

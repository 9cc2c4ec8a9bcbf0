package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.merge(Publisher[])}. */
public class ManyMergeStaticTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.merge(Upstream.OURS.items(n / 2), Upstream.FOREIGN.items(n - n / 2));
    }
}

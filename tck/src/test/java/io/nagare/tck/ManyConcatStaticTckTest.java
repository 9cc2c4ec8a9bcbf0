package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.concat(Publisher[])}. */
public class ManyConcatStaticTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.concat(Upstream.OURS.items(n / 2), Upstream.FOREIGN.items(n - n / 2));
    }
}

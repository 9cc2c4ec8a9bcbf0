package io.nagare.tck;

import io.nagare.Indexed;
import org.reactivestreams.Publisher;

/** {@code Many.index()}. */
public class ManyIndexTckTest extends OperatorTck<Indexed<Integer>> {

    @Override
    protected Publisher<Indexed<Integer>> over(Upstream upstream, long n) {
        return upstream.items(n).index();
    }
}

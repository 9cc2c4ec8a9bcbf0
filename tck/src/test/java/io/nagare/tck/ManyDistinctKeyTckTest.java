package io.nagare.tck;

import java.util.HashSet;
import org.reactivestreams.Publisher;

/** {@code Many.distinct(Function,Supplier)}. */
public class ManyDistinctKeyTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).distinct(i -> "" + i, HashSet::new);
    }
}

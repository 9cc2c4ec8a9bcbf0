package io.nagare.tck;

import io.nagare.Many;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.zip(List,Function)}. */
public class ManyZipListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.zip(List.of(upstream.items(n), upstream.items(n), upstream.items(n)), row -> row.get(0));
    }
}

package io.nagare.tck;

import io.nagare.Many;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.concat(List)}. */
public class ManyConcatListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.concat(List.of(upstream.items(n / 2), upstream.items(n - n / 2)));
    }
}

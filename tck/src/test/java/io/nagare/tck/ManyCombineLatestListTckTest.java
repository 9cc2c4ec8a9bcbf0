package io.nagare.tck;

import io.nagare.Many;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.combineLatest(List,Function)}. */
public class ManyCombineLatestListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.combineLatest(List.of(Many.just(1), upstream.items(n)), row -> row.get(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

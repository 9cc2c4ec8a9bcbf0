package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.elementAt(long)}. */
public class ManyElementAtTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n + 2).elementAt(2);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

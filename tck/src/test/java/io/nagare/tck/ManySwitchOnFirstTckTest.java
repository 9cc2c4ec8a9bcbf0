package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.switchOnFirst(BiFunction)}. */
public class ManySwitchOnFirstTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).switchOnFirst((first, stream) -> stream.map(i -> i));
    }
}

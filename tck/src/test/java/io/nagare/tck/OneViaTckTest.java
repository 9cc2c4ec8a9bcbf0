package io.nagare.tck;

import io.nagare.stage.Stage;
import org.reactivestreams.Publisher;

/** {@code One.via(Stage)}. */
public class OneViaTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).via(new Stage.Map<>(i -> i));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

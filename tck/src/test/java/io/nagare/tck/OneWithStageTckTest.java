package io.nagare.tck;

import io.nagare.stage.Stage;
import org.reactivestreams.Publisher;

/** {@code One.with(Stage)}. */
public class OneWithStageTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).with(new Stage.Filter<>(i -> true));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

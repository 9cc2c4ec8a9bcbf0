package io.nagare.tck;

import io.nagare.stage.Stage;
import org.reactivestreams.Publisher;

/** {@code Many.with(Stage)}. */
public class ManyWithStageTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).with(new Stage.Filter<>(i -> true));
    }
}

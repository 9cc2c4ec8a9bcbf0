package io.nagare.tck;

import io.nagare.stage.Stage;
import org.reactivestreams.Publisher;

/** {@code Many.via(Stage)}. */
public class ManyViaTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).via(new Stage.Map<>(i -> i));
    }
}

package io.nagare.tck;

import io.nagare.Inlet;
import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Inlet.items()}. */
public class InletItemsTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.defer(() -> {
            Inlet<Integer> inlet = Inlet.create();
            upstream.items(n).subscribe(inlet);
            return inlet.items();
        });
    }
}

package io.nagare.tck;

import io.nagare.Many;
import java.util.List;
import org.reactivestreams.Publisher;

/** {@code Many.race(List)}. */
public class ManyRaceListTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.race(List.of(upstream.items(n), Many.never()));
    }
}

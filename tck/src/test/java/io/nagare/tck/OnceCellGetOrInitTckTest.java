package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.OnceCell;
import org.reactivestreams.Publisher;

/** {@code OnceCell.getOrInit(One)}. */
public class OnceCellGetOrInitTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return OnceCell.<Integer>create().getOrInit(One.just(1)).filter(item -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import org.reactivestreams.Publisher;

/** {@code JoinSet.next()}. */
public class JoinSetNextTckTest extends SourceTck<Joined<Integer>> {

    @Override
    protected Publisher<Joined<Integer>> of(long n) {
        JoinSet<Integer> set = JoinSet.create();
        if (n > 0) {
            set.spawn(One.just(1));
        }
        return set.next();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

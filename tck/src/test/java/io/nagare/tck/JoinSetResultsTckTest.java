package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import org.reactivestreams.Publisher;

/** {@code JoinSet.results()}. */
public class JoinSetResultsTckTest extends SourceTck<Joined<Long>> {

    @Override
    protected Publisher<Joined<Long>> of(long n) {
        JoinSet<Long> set = JoinSet.create();
        for (long i = 0; i < n; i++) {
            set.spawn(One.just(i));
        }
        return set.results();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1000;
    }
}

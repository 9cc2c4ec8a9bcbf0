package io.nagare.tck;

import io.nagare.Many;
import io.nagare.Signal;
import org.reactivestreams.Publisher;

/** {@code Many.dematerialize(Publisher)}. */
public class ManyDematerializeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Many.dematerialize(upstream.items(n).materialize());
    }

    /** A failure among the values would need demand. */
    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.dematerialize(Many.<Signal<Integer>>error(new Refused()));
    }

    @Override
    protected boolean turnsEndsIntoItems() {
        return true;
    }
}

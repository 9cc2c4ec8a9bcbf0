package io.nagare.tck;

import org.reactivestreams.Publisher;

/** The TCK for an operator that holds something as long as its upstream runs, and so subscribes to it on the first demand. */
public abstract class HoldingTck extends OperatorTck<Integer> {

    /** Null: what is not subscribed before there is demand cannot fail before. */
    @Override
    public final Publisher<Integer> createFailedPublisher() {
        return null;
    }
}

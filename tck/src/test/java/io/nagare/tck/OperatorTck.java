package io.nagare.tck;

import org.reactivestreams.Publisher;

/**
 * The TCK for an operator.
 *
 * @param <T> what is emitted
 */
public abstract class OperatorTck<T> extends Tck<T> {

    /** The operator behind an upstream, so that it emits that many items. */
    protected abstract Publisher<T> over(Upstream upstream, long n);

    /** Whether it turns an end into an item, which needs demand. */
    protected boolean turnsEndsIntoItems() {
        return false;
    }

    /** Whether the upstream is cancelled with the only subscriber; one whose result is kept for others is not. */
    protected boolean cancelsUpstream() {
        return true;
    }

    @Override
    public final Publisher<T> createPublisher(long n) {
        return over(Upstream.OURS, n);
    }

    @Override
    public Publisher<T> createFailedPublisher() {
        return over(Upstream.FAILING, 1);
    }
}

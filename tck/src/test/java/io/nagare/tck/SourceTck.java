package io.nagare.tck;

import org.reactivestreams.Publisher;

/**
 * The TCK for a source.
 *
 * @param <T> what is emitted
 */
public abstract class SourceTck<T> extends Tck<T> {

    /** The source, with that many items. */
    protected abstract Publisher<T> of(long n);

    @Override
    public final Publisher<T> createPublisher(long n) {
        return of(n);
    }

    /** Null, as the TCK has it for a source that cannot fail before there is demand. */
    @Override
    public Publisher<T> createFailedPublisher() {
        return null;
    }
}

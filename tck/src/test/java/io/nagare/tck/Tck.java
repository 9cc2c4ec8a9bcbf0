package io.nagare.tck;

import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/**
 * The TCK for publishers. The class of a source or an operator says what the publisher under test is; {@link Covered} knows
 * all of them, and {@code RulesTest} goes through them again with what the TCK leaves out.
 *
 * @param <T> what is emitted
 */
public abstract class Tck<T> extends PublisherVerification<T> {

    private static final long SIGNAL_MILLIS = 2_000;
    private static final long NO_SIGNAL_MILLIS = 50;

    /** Not less: {@code expectError} of the TCK 1.0.4 looks once, after this time, whatever the limit is. */
    private static final long POLL_MILLIS = 200;

    protected Tck() {
        super(environment());
    }

    static TestEnvironment environment() {
        return new TestEnvironment(SIGNAL_MILLIS, NO_SIGNAL_MILLIS, POLL_MILLIS);
    }

    /** As many as can be asked for, but not "endless", so that neither completion (1.5) nor overflow (3.17) is skipped. */
    @Override
    public long maxElementsFromPublisher() {
        return Long.MAX_VALUE - 1;
    }
}

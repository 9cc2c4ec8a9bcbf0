package io.nagare.tck;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.sync.Scope;
import org.reactivestreams.Publisher;

/** {@code Scope.ended()}. */
public class ScopeEndedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        Scope ended = Scope.open(One::just).block();
        return requireNonNull(ended).ended();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

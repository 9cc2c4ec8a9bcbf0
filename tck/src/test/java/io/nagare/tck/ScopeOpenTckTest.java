package io.nagare.tck;

import io.nagare.One;
import io.nagare.sync.Scope;
import org.reactivestreams.Publisher;

/** {@code Scope.open(Function)}. */
public class ScopeOpenTckTest extends HoldingTck {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return Scope.open(scope -> {
            scope.spawn(One.just(2));
            return upstream.one(n);
        });
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

package io.nagare.tck;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.sync.Scope;
import org.reactivestreams.Publisher;

/** {@code Scope.spawn(One)}. */
public class ScopeSpawnTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        One<Integer> computation = n == 0 ? One.empty() : One.just(1);
        Task<Integer> task = Scope.open(scope -> One.just(scope.spawn(computation))).block();
        return requireNonNull(task);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

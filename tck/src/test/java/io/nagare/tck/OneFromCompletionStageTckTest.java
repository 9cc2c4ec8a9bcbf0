package io.nagare.tck;

import io.nagare.One;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;

/** {@code One.fromCompletionStage(Supplier)}. */
public class OneFromCompletionStageTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.fromCompletionStage(() -> CompletableFuture.completedFuture(n == 0 ? null : 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return One.fromCompletionStage(() -> CompletableFuture.failedFuture(new Refused()));
    }
}

package io.nagare.tck;

import io.nagare.Many;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;

/** {@code Many.fromCompletionStage(Supplier)}. */
public class ManyFromCompletionStageTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.fromCompletionStage(() -> CompletableFuture.supplyAsync(() -> n == 0 ? null : 1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.fromCompletionStage(() -> CompletableFuture.failedFuture(new Refused()));
    }
}

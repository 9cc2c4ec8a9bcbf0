package io.nagare.tck;

import io.nagare.sync.CancellationToken;
import org.reactivestreams.Publisher;

/** {@code CancellationToken.cancelled()}. */
public class CancellationTokenCancelledTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        CancellationToken token = CancellationToken.create();
        token.cancel();
        return token.cancelled();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

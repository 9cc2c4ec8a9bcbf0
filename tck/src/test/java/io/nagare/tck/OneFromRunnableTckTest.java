package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.fromRunnable(Runnable)}. */
public class OneFromRunnableTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return One.fromRunnable(() -> {});
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

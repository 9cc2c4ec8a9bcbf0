package io.nagare.tck;

import io.nagare.channel.Watch;
import org.reactivestreams.Publisher;

/** {@code Watch.abandoned()}. */
public class WatchAbandonedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Watch.of(1).abandoned();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

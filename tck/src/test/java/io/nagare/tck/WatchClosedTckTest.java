package io.nagare.tck;

import io.nagare.channel.Watch;
import org.reactivestreams.Publisher;

/** {@code Watch.closed()}. */
public class WatchClosedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        Watch<Integer> watch = Watch.of(1);
        watch.close();
        return watch.closed();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

package io.nagare.tck;

import io.nagare.channel.Oneshot;
import org.reactivestreams.Publisher;

/** {@code Oneshot.closed()}. */
public class OneshotClosedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        Oneshot<Integer> oneshot = Oneshot.create();
        oneshot.close();
        return oneshot.closed();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}

package io.nagare.tck;

import io.nagare.channel.Watch;
import org.reactivestreams.Publisher;

/** {@code Watch.receiver()}. */
public class WatchSubscribeTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            Watch<Integer> watch = Watch.of(0);
            watch.receiver()
                    .doOnNext(value -> {
                        if (value < n) {
                            watch.send(value + 1);
                        } else {
                            watch.close();
                        }
                    })
                    .skip(1)
                    .subscribe(subscriber);
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return Long.MAX_VALUE - 1;
    }
}

package io.nagare.tck;

import io.nagare.channel.Watch;
import org.reactivestreams.Publisher;

/** {@code Watch.changes()}. */
public class WatchChangesTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            Watch<Integer> watch = Watch.of(0);
            watch.changes()
                    .doOnNext(value -> advance(watch, n))
                    .doOnSubscribe(() -> advance(watch, n))
                    .subscribe(subscriber);
        };
    }

    private static void advance(Watch<Integer> watch, long n) {
        if (watch.value() < n) {
            watch.modify(value -> value + 1);
        } else {
            watch.close();
        }
    }

    @Override
    public long maxElementsFromPublisher() {
        return Long.MAX_VALUE - 1;
    }
}

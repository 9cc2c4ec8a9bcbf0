package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code One.create(Consumer)}. */
public class OneCreateTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.create(emitter -> Threads.run(() -> {
            if (n == 0) {
                emitter.complete();
            } else {
                emitter.emit(1);
            }
        }));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return One.create(emitter -> emitter.error(new Refused()));
    }
}

package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code Many.create(Consumer)}, pushed from the strand itself. */
public class ManyCreateTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.create(emitter -> {
            for (int i = 0; i < n; i++) {
                emitter.emit(i);
            }
            emitter.complete();
        });
    }

    @Override
    public long maxElementsFromPublisher() {
        return 256;
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.create(emitter -> emitter.error(new Refused()));
    }
}

package io.nagare.tck;

import io.nagare.Many;
import io.nagare.policy.Overflow;
import org.reactivestreams.Publisher;

/** {@code Many.create(Consumer,Overflow)}, pushed from another thread. */
public class ManyCreateOverflowTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.create(
                emitter -> Threads.run(() -> {
                    for (int i = 0; i < n && !emitter.isClosed(); i++) {
                        emitter.emit(i);
                    }
                    emitter.complete();
                }),
                Overflow.unbounded());
    }

    @Override
    public long maxElementsFromPublisher() {
        return 10_000;
    }
}

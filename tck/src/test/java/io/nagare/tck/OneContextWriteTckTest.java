package io.nagare.tck;

import io.nagare.TaskLocal;
import org.reactivestreams.Publisher;

/** {@code One.contextWrite(TaskLocal, Object)}. */
public class OneContextWriteTckTest extends OperatorTck<Integer> {

    private static final TaskLocal<String> LOCAL = TaskLocal.named("local");

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).contextWrite(LOCAL, "value");
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

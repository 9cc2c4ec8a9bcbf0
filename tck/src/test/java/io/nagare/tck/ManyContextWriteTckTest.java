package io.nagare.tck;

import io.nagare.TaskLocal;
import org.reactivestreams.Publisher;

/** {@code Many.contextWrite(TaskLocal, Object)}. */
public class ManyContextWriteTckTest extends OperatorTck<Integer> {

    private static final TaskLocal<String> LOCAL = TaskLocal.named("local");

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).contextWrite(LOCAL, "value");
    }
}

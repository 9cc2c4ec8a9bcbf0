package io.nagare.tck;

import io.nagare.One;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** {@code One.fromOptional(Optional)}. */
public class OneFromOptionalTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return One.fromOptional(n == 0 ? Optional.empty() : Optional.of(1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}

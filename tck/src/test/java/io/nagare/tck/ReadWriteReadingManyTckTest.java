package io.nagare.tck;

import io.nagare.sync.ReadWrite;
import org.reactivestreams.Publisher;

/** {@code ReadWrite.readingMany(Function)}. */
public class ReadWriteReadingManyTckTest extends HoldingTck {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return ReadWrite.of(1).readingMany(value -> upstream.items(n));
    }
}

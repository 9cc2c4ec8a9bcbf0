package io.nagare.process;

import io.nagare.ByteStream;
import io.nagare.Many;
import java.io.InputStream;

/** A standard input for each subscriber. That of the test belongs to the program that has started it. */
public final class OwnInput {

    private OwnInput() {}

    /** Emits what is read from a stream. */
    public static ByteStream of(InputStream stream) {
        return ByteStream.of(Many.defer(() -> StandardStreams.read(new StandardInput(() -> stream))));
    }
}

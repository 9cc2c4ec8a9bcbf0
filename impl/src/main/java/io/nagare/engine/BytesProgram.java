package io.nagare.engine;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.stage.Origin;

/** A {@link ByteStream} of this engine. */
final class BytesProgram extends ManyProgram<Bytes> implements ByteStream {

    BytesProgram(Origin<Bytes> origin) {
        super(origin);
    }
}

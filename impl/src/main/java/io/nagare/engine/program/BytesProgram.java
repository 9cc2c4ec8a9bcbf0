package io.nagare.engine.program;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;

/** A {@link ByteStream} of this engine. */
public final class BytesProgram extends ManyProgram<Bytes> implements ByteStream {

    public BytesProgram(Origin<Bytes> origin) {
        super(origin);
    }

    public BytesProgram(Program<?> upstream, Stage<?, Bytes> stage) {
        super(upstream, stage);
    }
}

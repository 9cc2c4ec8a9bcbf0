package io.nagare.engine.program;

import io.nagare.One;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;

/** A {@link One} of this engine. */
public non-sealed class OneProgram<T> extends Program<T> implements One<T> {

    public OneProgram(Origin<T> origin) {
        super(origin);
    }

    public OneProgram(Program<?> upstream, Stage<?, T> stage) {
        super(upstream, stage);
    }
}

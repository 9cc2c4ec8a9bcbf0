package io.nagare.engine.program;

import io.nagare.Many;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;

/** A {@link Many} of this engine. */
public non-sealed class ManyProgram<T> extends Program<T> implements Many<T> {

    public ManyProgram(Origin<T> origin) {
        super(origin);
    }

    public ManyProgram(Program<?> upstream, Stage<?, T> stage) {
        super(upstream, stage);
    }
}

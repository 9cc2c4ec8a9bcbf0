package io.nagare.engine.program;

import io.nagare.One;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;

/** A {@link One} of this engine. */
public non-sealed class OneProgram<T> extends Program<T> implements One<T> {

    public OneProgram(Origin<T> origin) {
        super(origin);
    }

    private OneProgram(Program<?> upstream, Stage<?, T> stage) {
        super(upstream, stage);
    }

    @Override
    public final <R> One<R> via(Stage<? super T, R> stage) {
        return new OneProgram<>(this, stage);
    }
}

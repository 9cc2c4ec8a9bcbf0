package io.nagare.engine.program;

import io.nagare.Many;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;

/** A {@link Many} of this engine. */
public non-sealed class ManyProgram<T> extends Program<T> implements Many<T> {

    public ManyProgram(Origin<T> origin) {
        super(origin);
    }

    ManyProgram(Program<?> upstream, Stage<?, T> stage) {
        super(upstream, stage);
    }

    @Override
    public final <R> Many<R> via(Stage<? super T, R> stage) {
        return new ManyProgram<>(this, stage);
    }
}

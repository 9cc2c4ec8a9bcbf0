package io.nagare.tck;

import io.nagare.One;
import io.nagare.stage.Stage;

/** Captures what {@code One} itself subscribes, with no edge between. */
final class CapturedOne extends Captured implements One<Integer> {

    @Override
    public <R> One<R> via(Stage<? super Integer, R> stage) {
        throw new UnsupportedOperationException();
    }
}

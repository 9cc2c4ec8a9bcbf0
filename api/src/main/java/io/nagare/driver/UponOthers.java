package io.nagare.driver;

import io.nagare.driver.ThreadContext.Captured;

/** Values upon others. The thread has either both or neither. Immutable. */
record UponOthers(Captured values, Captured others) implements Captured {

    @Override
    public Runnable install() {
        Runnable undoOthers = others.install();
        Runnable undo;
        try {
            undo = values.install();
        } catch (Throwable failure) {
            undoOthers.run();
            throw failure;
        }
        return () -> {
            try {
                undo.run();
            } finally {
                undoOthers.run();
            }
        };
    }
}

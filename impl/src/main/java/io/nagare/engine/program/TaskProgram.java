package io.nagare.engine.program;

import io.nagare.Task;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.stage.Origin;

/** A {@link Task}: a {@code One} that emits a root's result, with the root's controls. Called on any thread. */
public final class TaskProgram<T> extends OneProgram<T> implements Task<T> {

    private final TaskRoot<T> root;

    private TaskProgram(TaskRoot<T> root) {
        super(new Origin.Driven<>(root));
        this.root = root;
    }

    /** Wraps a root into the task that users hold. */
    public static <T> Task<T> of(TaskRoot<T> root) {
        return new TaskProgram<>(root);
    }

    @Override
    public void abort() {
        root.abort();
    }

    @Override
    public boolean isDone() {
        return root.isDone();
    }
}

package io.nagare.mutiny;

import io.nagare.Nagare;
import io.nagare.TaskLocal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs each task on a worker of a runtime. Any thread may call. A task that is rejected does not run, and one that is
 * not rejected does, if need be on the thread that closes the runtime.
 */
record RuntimeExecutor(Nagare runtime) implements Executor {

    @Override
    public void execute(Runnable task) {
        if (runtime.driver().isClosed()) {
            throw new RejectedExecutionException(runtime + " is closed");
        }
        runtime.driver().dispatch(TaskLocal.bound(task));
    }

    @Override
    public String toString() {
        return "Executor[" + runtime + "]";
    }
}

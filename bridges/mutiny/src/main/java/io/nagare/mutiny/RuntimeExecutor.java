package io.nagare.mutiny;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs each task on a worker of a runtime. Any thread may call. */
record RuntimeExecutor(Nagare runtime) implements Executor {

    @Override
    public void execute(Runnable task) {
        Runnable bound = TaskLocal.bound(task);
        if (runtime.driver().isClosed()) {
            throw new RejectedExecutionException(runtime + " is closed");
        }
        runtime.spawn(One.fromRunnable(bound));
    }
}

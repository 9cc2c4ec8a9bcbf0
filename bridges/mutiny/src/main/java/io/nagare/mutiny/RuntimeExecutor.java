package io.nagare.mutiny;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs each task on a worker of a runtime. Any thread may call. A task that is rejected does not run. */
record RuntimeExecutor(Nagare runtime) implements Executor {

    @Override
    public void execute(Runnable task) {
        Runnable bound = TaskLocal.bound(task);
        // Whoever sets it decides: the worker, that the task runs; this thread, that the runtime closed before.
        AtomicBoolean decided = new AtomicBoolean(runtime.driver().isClosed());
        if (!decided.get()) {
            runtime.spawn(One.fromRunnable(() -> {
                if (!decided.getAndSet(true)) {
                    bound.run();
                }
            }));
            if (!runtime.driver().isClosed() || decided.getAndSet(true)) {
                return;
            }
        }
        throw new RejectedExecutionException(runtime + " is closed");
    }

    @Override
    public String toString() {
        return "Executor[" + runtime + "]";
    }
}

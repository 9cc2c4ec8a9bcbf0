package io.nagare.rxjava;

import io.nagare.Nagare;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what is added one after the other, in that order, on the workers of a runtime. Any thread may add.
 *
 * <p>Always holds: {@code waiting} counts what is in the queue or runs. Whoever counts the first starts a task of the
 * runtime. That task or one that it starts takes from the queue until it has counted down to 0. So there is one such
 * task at most.
 */
final class Line {

    /** How much runs before other tasks of the runtime have a turn. */
    private static final int BATCH = 64;

    private final Nagare runtime;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Line(Nagare runtime) {
        this.runtime = runtime;
    }

    /** Adds something to run. It must not throw. Nothing runs any more when the runtime is closed. */
    void add(Runnable run) {
        queue.add(run);
        if (waiting.getAndIncrement() == 0) {
            start();
        }
    }

    private void start() {
        runtime.spawn(() -> {
            runSome();
            return null;
        });
    }

    private void runSome() {
        for (int i = 0; i < BATCH; i++) {
            Runnable next = queue.poll();
            if (next != null) {
                next.run();
            }
            if (waiting.decrementAndGet() == 0) {
                return;
            }
        }
        start();
    }
}

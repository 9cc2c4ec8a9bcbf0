package io.nagare.engine.scheduler;

import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.stealing.LocalQueue;
import org.jspecify.annotations.Nullable;

/**
 * A task for tests of queues. Its mark is a bit that identifies it. The field is plain, so that unsafe publication
 * shows as 0.
 */
final class Marked extends Schedulable {

    private int mark;

    Marked(int mark) {
        this.mark = mark;
    }

    /**
     * Returns the task's mark, or 0 without a task. A task that was taken before or is seen half made gives a number
     * that no sum of marks reaches.
     */
    static int take(@Nullable Schedulable task) {
        if (task == null) {
            return 0;
        }
        int mark = ((Marked) task).mark;
        ((Marked) task).mark = 1 << 20;
        return mark == 0 ? 1 << 21 : mark;
    }

    /** Takes all that a queue holds. */
    static int takeAll(LocalQueue queue) {
        int marks = 0;
        for (Schedulable task = queue.pop(); task != null; task = queue.pop()) {
            marks += take(task);
        }
        return marks;
    }

    /** Takes all that an injection queue holds. */
    static int takeAll(InjectionQueue queue) {
        int marks = 0;
        while (!queue.tryLock()) {
            Thread.onSpinWait();
        }
        for (Schedulable task = queue.poll(); task != null; task = queue.poll()) {
            marks += take(task);
            queue.polled(1);
        }
        queue.unlock();
        return marks;
    }

    @Override
    public void run() {}

    @Override
    public void shutDown() {}
}

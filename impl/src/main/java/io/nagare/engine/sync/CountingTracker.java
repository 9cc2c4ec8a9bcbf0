package io.nagare.engine.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.driver.ShortLock;
import io.nagare.engine.program.TaskProgram;
import io.nagare.engine.strand.crossing.TaskRoot;
import io.nagare.engine.sync.lock.Holding;
import io.nagare.engine.sync.lock.Holding.Start;
import io.nagare.engine.waiting.Gate;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.stage.Programs;
import io.nagare.sync.TaskTracker;

/**
 * A count of tasks and streams, and a gate that opens when the count is 0 and this is closed. Any thread may call; the
 * lock guards all state.
 */
final class CountingTracker implements TaskTracker {

    private final ShortLock lock = new ShortLock();
    private final Gate drained = new Gate(lock, this::isDrained);
    private int size;
    private boolean closed;

    @Override
    public <T> Task<T> spawnOn(Nagare runtime, One<T> computation) {
        requireNonNull(computation, "computation");
        TaskRoot<T> root = TaskRoot.counted(computation, requireNonNull(runtime, "runtime").driver(), this::uncount);
        count();
        root.start();
        return TaskProgram.of(root);
    }

    @Override
    public <T> One<T> track(One<T> stream) {
        requireNonNull(stream, "stream");
        return Programs.drivenOne(new Holding<CountingTracker, T>(
                Start.AT_ONCE, counting(), self -> stream, CountingTracker::uncount));
    }

    @Override
    public <T> Many<T> track(Many<T> stream) {
        requireNonNull(stream, "stream");
        return Programs.driven(new Holding<CountingTracker, T>(
                Start.AT_ONCE, counting(), self -> stream, CountingTracker::uncount));
    }

    private One<CountingTracker> counting() {
        return One.fromCallable(this::count);
    }

    private CountingTracker count() {
        lock.lock();
        try {
            size++;
            return this;
        } finally {
            lock.unlock();
        }
    }

    private void uncount() {
        WaitLine<Gate.Passage<?>> woken;
        lock.lock();
        try {
            size--;
            woken = drained.letPass();
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
    }

    @Override
    public void close() {
        WaitLine<Gate.Passage<?>> woken;
        lock.lock();
        try {
            closed = true;
            woken = drained.letPass();
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
    }

    private boolean isDrained() {
        return closed && size == 0;
    }

    @Override
    public void reopen() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public One<Void> drained() {
        return Programs.drivenOne(drained.passing());
    }

    @Override
    public String toString() {
        return "TaskTracker[" + size() + (isClosed() ? ", closed]" : "]");
    }
}

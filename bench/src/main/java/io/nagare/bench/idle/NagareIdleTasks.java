package io.nagare.bench.idle;

import io.nagare.Nagare;
import io.nagare.channel.Oneshot;
import java.util.function.Function;

/** Spawned computations that each wait for a {@link Oneshot}. */
final class NagareIdleTasks implements IdleTasks<Oneshot<Integer>> {

    private final Nagare nagare = Nagare.multiThread().workers(IdleMemory.WORKERS).start();
    private final Function<Integer, Integer> step;

    NagareIdleTasks(Steps steps) {
        step = steps::take;
    }

    @Override
    public Oneshot<Integer> start() {
        Oneshot<Integer> promise = Oneshot.create();
        nagare.spawn(promise.receiver().map(step));
        return promise;
    }

    @Override
    public void awaitWaiting(int number) {
        Steps.await("wait", number, () -> (int) nagare.metrics().liveTasks());
    }

    @Override
    public void complete(Oneshot<Integer> promise) {
        promise.send(1);
    }

    @Override
    public void close() {
        nagare.close();
    }
}

package io.nagare.engine.channel;

import io.nagare.Nagare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Plays a contract on threads and in real time. */
public final class OnThreads implements ContractSetting {

    /** Only a lost wake-up makes anything take this long. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final int divisor;

    OnThreads() {
        this(1);
    }

    /** Does what is done many times less often, for channels that are slow. */
    public OnThreads(int divisor) {
        this.divisor = divisor;
    }

    /** Waits until the condition holds or the limit is over. The caller asserts it afterwards. */
    static void waitFor(BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!happened.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
    }

    @Override
    public void eventually(BooleanSupplier happened) throws InterruptedException {
        waitFor(happened);
    }

    @Override
    public <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Gives each actor a thread, but the last one the calling thread. */
    @Override
    public void atOnce(List<Actor> actors) throws Exception {
        List<FutureTask<Void>> playing = new ArrayList<>();
        for (Actor actor : actors) {
            playing.add(new FutureTask<>(() -> {
                for (int step = 0; step < actor.steps(); step++) {
                    actor.step().accept(step);
                }
                return null;
            }));
        }
        int last = playing.size() - 1;
        playing.subList(0, last).forEach(other -> new Thread(other).start());
        playing.get(last).run();
        for (FutureTask<Void> one : playing) {
            one.get();
        }
    }

    @Override
    public void withOtherRuntime(WithRuntime use) throws Exception {
        try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
            use.run(runtime);
        }
    }

    @Override
    public int times(int onThreads) {
        return Math.max(1, onThreads / divisor);
    }
}

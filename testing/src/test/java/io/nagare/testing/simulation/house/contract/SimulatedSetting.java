package io.nagare.testing.simulation.house.contract;

import io.nagare.Many;
import io.nagare.Task;
import io.nagare.engine.channel.ContractSetting;
import io.nagare.testing.simulation.Entered;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Plays a contract on a host of a simulation. The seed decides the order in which strands run. The test's thread drives
 * the simulation where the contract waits.
 */
final class SimulatedSetting implements ContractSetting, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** How many repetitions on threads are one repetition here, because there are many seeds. */
    private static final int FEWER = 200;

    private static final int FEWEST = 2;

    private final Simulation simulation;
    private final Host host;
    private final Host other;
    private final Entered entered;

    /** Whether all that is ready runs before the test goes on. Then a signal too many is seen. */
    private final boolean settles;

    SimulatedSetting(Simulation simulation) {
        this.simulation = simulation;
        this.host = simulation.host("host");
        this.other = simulation.host("other");
        this.settles = simulation.seed() % 2 == 0;
        this.entered = Entered.enter(host);
    }

    @Override
    public void eventually(BooleanSupplier happened) {
        simulation.runUntil(happened, LIMIT);
        if (settles) {
            simulation.run(Duration.ZERO);
        }
    }

    @Override
    public <T> T get(CompletableFuture<T> future) throws Exception {
        eventually(future::isDone);
        return future.get();
    }

    @Override
    public void atOnce(List<Actor> actors) {
        List<Task<Void>> playing = actors.stream()
                .map(actor -> host.runtime().spawn(steps(actor)))
                .toList();
        eventually(() -> playing.stream().allMatch(Task::isDone));
        playing.forEach(task -> host.runtime().blockOn(task));
    }

    /** Does each step in a task of its own, so that anything else may run between two steps. */
    private Many<Integer> steps(Actor actor) {
        return Many.range(0, actor.steps()).concatMap(step -> host.runtime().spawn(() -> {
            actor.step().accept(step);
            return step;
        }));
    }

    @Override
    public void withOtherRuntime(WithRuntime use) throws Exception {
        use.run(other.runtime());
    }

    @Override
    public int times(int onThreads) {
        return Math.max(FEWEST, onThreads / FEWER);
    }

    /** Ends the hosts with all that the test has left subscribed. */
    @Override
    public void close() {
        entered.close();
        host.crash();
        other.crash();
    }
}

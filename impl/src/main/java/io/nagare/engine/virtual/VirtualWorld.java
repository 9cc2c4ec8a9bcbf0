package io.nagare.engine.virtual;

import io.nagare.driver.ChildStarter;
import io.nagare.driver.Registration;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.scheduler.step.StepSurroundings;
import io.nagare.engine.scheduler.step.StepWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Several machines on one virtual time, stepped together. Only the test kit calls it, on the thread of the test; tests
 * use {@code Simulation}. No other type of the engine appears in a signature.
 */
public final class VirtualWorld {

    /** Learns of everything that happens, on the thread that steps the world. */
    public interface Observer {

        /** A strand or another task of a machine is about to run. */
        void runs(String machine, Object task);

        /** A blocking job of a machine is about to run. */
        void runsJob(String machine);

        /** Time has come to a deadline of a machine, or to an action of the test if {@code machine} is null. */
        void reaches(@Nullable String machine);
    }

    /** Chooses the task that runs next. */
    @FunctionalInterface
    public interface Choice {

        /** Returns the index of one of {@code count} ready tasks, which {@code tasks} gives by index. */
        int choose(int count, IntFunction<Object> tasks);
    }

    private final StepWorld world = new StepWorld();

    /** Makes a world at time 0. */
    public VirtualWorld(Choice choice) {
        world.choose(choice::choose);
    }

    /**
     * Makes a machine.
     *
     * @param chance draws a random number from 0 to its argument, exclusive
     */
    public VirtualMachine machine(String name, LongUnaryOperator chance, VirtualSurroundings surroundings) {
        StepScheduler scheduler = new StepScheduler(name, world);
        scheduler.chance(chance);
        scheduler.surroundings(new Adapter(surroundings));
        return new VirtualMachine(scheduler);
    }

    /** Sets what learns of everything that happens. */
    public void observe(Observer observer) {
        world.observe(new StepWorld.Observer() {
            @Override
            public void runs(StepScheduler host, Schedulable schedulable) {
                observer.runs(host.name(), schedulable);
            }

            @Override
            public void runsJob(StepScheduler host) {
                observer.runsJob(host.name());
            }

            @Override
            public void reaches(@Nullable StepScheduler host) {
                observer.reaches(host == null ? null : host.name());
            }
        });
    }

    /** The virtual time since the start, in nanoseconds. */
    public long nanoTime() {
        return world.nanoTime();
    }

    /** Lets an action happen at a time; one in the past happens as soon as nothing else is left to do. */
    public void at(long nanoTime, Runnable action) {
        world.at(nanoTime, action);
    }

    /**
     * Does one thing: runs what is ready, or a blocking job, or moves time to the next deadline, but not beyond
     * {@code end}. Returns false if there was nothing.
     */
    public boolean step(long end) {
        return world.step(end);
    }

    /** Moves time forward, when nothing is left to do before {@code nanoTime}. */
    public void moveTo(long nanoTime) {
        world.moveTo(nanoTime);
    }

    private record Adapter(VirtualSurroundings surroundings) implements StepSurroundings {

        @Override
        public SelectorProvider channels() {
            return surroundings.channels();
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return surroundings.resolve(host);
        }

        @Override
        public Registration register(SelectableChannel channel) throws IOException {
            return surroundings.register(channel);
        }

        @Override
        public Path path(Path path) {
            return surroundings.path(path);
        }

        @Override
        public ChildStarter children() {
            return surroundings.children();
        }

        @Override
        public long jobDelay() {
            return surroundings.jobDelay();
        }
    }
}

package io.nagare.engine.scheduler.step;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.BlockingJob;
import io.nagare.driver.ChildStarter;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.engine.scheduler.base.AbstractScheduler;
import io.nagare.engine.scheduler.base.InlineRuns;
import io.nagare.engine.scheduler.base.OpenResources;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.policy.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler in virtual time, for tests: one host of a {@link StepWorld}. Nothing runs unless a thread steps the
 * world. Any thread may schedule. The thread that steps also runs the blocking jobs, when the test says so or nothing
 * else is left to do.
 *
 * <p>The world's lock guards the fields, unless they say otherwise.
 */
public final class StepScheduler extends SteppedScheduler implements TimeSource {

    private final StepClock clock = new StepClock();
    private final Set<Schedulable> live = new LinkedHashSet<>();
    private final List<Throwable> unseen = new ArrayList<>();
    private final List<Throwable> violations = new ArrayList<>();
    private final OpenResources resources = new OpenResources(this::unseen);
    private LongUnaryOperator chance = bound -> 0;
    private @Nullable StepSurroundings surroundings;
    private volatile boolean closed;

    /** Whether deadlines are reached at once. Set under the world's lock and under that of the timers. */
    private volatile boolean timersStopped;

    /** Whether this is closed and not stepped any more. Then a thread that schedules something runs it itself. */
    private boolean stopped;

    /** Whether this has crashed: what is scheduled is forgotten. */
    private volatile boolean crashed;

    /** Whether nothing of this runs until {@link #resume}. */
    private volatile boolean paused;

    private final StepJobs blockingJobs = new StepJobs(this);

    /** Makes a scheduler with the name "step", alone in a world at the time 0. */
    public StepScheduler() {
        this("step");
    }

    /** Makes a scheduler alone in a world at the time 0. */
    public StepScheduler(String name) {
        this(name, new StepWorld());
    }

    /** Makes a host in a world. */
    public StepScheduler(String name, StepWorld world) {
        super(name, world);
    }

    void run(Schedulable schedulable) {
        Scheduler outer = enter();
        try {
            schedulable.run();
        } finally {
            leave(outer);
        }
    }

    // What a simulation does to a host, from the thread that steps

    /** Sets the network, the disk and the programs. */
    public void surroundings(StepSurroundings those) {
        surroundings = those;
    }

    /** Lets nothing of this run until {@link #resume}. Deadlines are reached meanwhile, and handled later. */
    public void pause() {
        paused = true;
        blockingJobs.hold();
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        paused = false;
        blockingJobs.release();
    }

    /** Whether this is paused. */
    public boolean isPaused() {
        return paused;
    }

    /** Forgets all that this runs and waits for. None of its code runs any more. */
    public void crash() {
        synchronized (world) {
            crashed = true;
            closed = true;
            live.clear();
        }
        blockingJobs.forget();
        world.forget(this);
    }

    /** Lets the clock run fast from now on, or slow if negative. */
    public void drift(long partsInAMillion) {
        clock.drift(world.nanoTime(), partsInAMillion);
    }

    /** Moves the time of day. */
    public void jump(Duration by) {
        clock.jump(by.toNanos());
    }

    // What the test sees

    /** The number of ready schedulables. */
    public int readyCount() {
        return world.readyCount(this);
    }

    /** The number of schedulables that are registered as live. */
    public int liveCount() {
        synchronized (world) {
            return live.size();
        }
    }

    /** What is registered as live, oldest first. */
    public List<Schedulable> live() {
        synchronized (world) {
            return List.copyOf(live);
        }
    }

    /** The number of armed timers. */
    public int armedCount() {
        return world.timers().count(this);
    }

    /** The failures that reached no subscriber. */
    public List<Throwable> unseen() {
        synchronized (world) {
            return List.copyOf(unseen);
        }
    }

    /** The rules that foreign publishers and subscribers have broken at edges. */
    public List<Throwable> violations() {
        synchronized (world) {
            return List.copyOf(violations);
        }
    }

    /** Returns the failures that reached no subscriber, and forgets them. */
    public List<Throwable> takeUnseen() {
        synchronized (world) {
            List<Throwable> taken = List.copyOf(unseen);
            unseen.clear();
            return taken;
        }
    }

    // The scheduler

    @Override
    public void schedule(Schedulable schedulable) {
        synchronized (world) {
            if (crashed) {
                return;
            }
            if (!stopped) {
                world.add(this, schedulable);
                return;
            }
        }
        InlineRuns.run(schedulable, this);
    }

    @Override
    public void yield(Schedulable schedulable) {
        schedule(schedulable);
    }

    @Override
    public boolean register(Schedulable schedulable) {
        synchronized (world) {
            return !closed && live.add(schedulable);
        }
    }

    @Override
    public void unregister(Schedulable schedulable) {
        synchronized (world) {
            live.remove(schedulable);
        }
    }

    @Override
    public RuntimeMetrics metrics() {
        return new RuntimeMetrics(List.of(), liveCount(), readyCount(), 0, 0, world.jobCount());
    }

    /** Shuts down what is live and fires all deadlines. A thread that schedules something later runs it itself. */
    @Override
    public boolean close(Duration limit) {
        List<Schedulable> toShutDown;
        synchronized (world) {
            closed = true;
            toShutDown = List.copyOf(live);
        }
        toShutDown.forEach(Schedulable::shutDown);
        runUntilIdle();
        timersStopped = true;
        world.timers().takeAll(this).forEach(StepTimers.Entry::fire);
        resources.close();
        do {
            runUntilIdle();
        } while (!stopIfIdle());
        return true;
    }

    private boolean stopIfIdle() {
        synchronized (world) {
            stopped = world.readyCount(this) == 0 && world.jobCount() == 0;
            return stopped;
        }
    }

    boolean hasStoppedTimers() {
        return timersStopped;
    }

    @Override
    public boolean opened(Resource resource) {
        return resources.add(resource);
    }

    @Override
    public void closed(Resource resource) {
        resources.remove(resource);
    }

    @Override
    public <R extends Resource> List<R> openResources(Class<R> type) {
        return resources.of(type);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isWorkerThread(Thread thread) {
        return false;
    }

    @Override
    public TimeSource time() {
        return this;
    }

    @Override
    public long nanoTime() {
        return clock.hostTime(world.nanoTime());
    }

    /** The first time of the world at which this host's time is {@code nanoTime} or later. */
    long worldTime(long nanoTime) {
        return clock.worldTime(nanoTime);
    }

    @Override
    public Instant now() {
        return Instant.ofEpochSecond(0, clock.timeOfDay(world.nanoTime()));
    }

    @Override
    public Deadline deadline(Leaf leaf) {
        return world.timers().deadline(this, leaf);
    }

    @Override
    public SelectorProvider channels() throws IOException {
        return there("sockets").channels();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return surroundings == null ? super.resolve(host) : surroundings.resolve(host);
    }

    @Override
    public Registration register(SelectableChannel channel) throws IOException {
        return there("sockets").register(channel);
    }

    @Override
    public Path path(Path path) {
        return surroundings == null ? path : surroundings.path(path);
    }

    @Override
    public @Nullable ChildStarter children() {
        return surroundings == null ? null : surroundings.children();
    }

    private StepSurroundings there(String what) throws IOException {
        StepSurroundings those = surroundings;
        if (those == null) {
            throw new IOException("there are no " + what + " in virtual time on a runtime alone; test the code above"
                    + " them with a stream of items, in a simulation, or on a runtime in real time");
        }
        return those;
    }

    @Override
    public void mandatoryBlocking(Runnable job) {
        blocking(job);
    }

    @Override
    public BlockingJob blocking(Runnable work) {
        StepSurroundings those = surroundings;
        return blockingJobs.add(work, those == null || timersStopped ? 0 : those.jobDelay());
    }

    @Override
    public ByteBuffer scratch() {
        return AbstractScheduler.SCRATCH.get().clear();
    }

    @Override
    public long random(long bound) {
        synchronized (world) {
            return chance.applyAsLong(bound);
        }
    }

    /** Sets the function that makes random numbers from their bound. Without it they are 0. */
    public void chance(LongUnaryOperator numbers) {
        synchronized (world) {
            chance = numbers;
        }
    }

    /** Sets the function that chooses what runs next, see {@link StepWorld#order}. */
    public void order(LongUnaryOperator numbers) {
        world.order(numbers);
    }

    @Override
    public void violated(Throwable violation) {
        synchronized (world) {
            violations.add(violation);
        }
    }

    @Override
    public void unseen(Throwable failure, String where) {
        synchronized (world) {
            unseen.add(failure);
        }
    }
}

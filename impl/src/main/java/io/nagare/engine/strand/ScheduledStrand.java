package io.nagare.engine.strand;

import io.nagare.RuntimeClosedException;
import io.nagare.driver.AfterRun;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.poll.MemoryReserve;
import io.nagare.engine.scheduler.Scheduler;
import io.nagare.engine.scheduler.Schedulers;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A strand: run by its scheduler's workers, or first of all by the thread that subscribes, one thread at a time.
 *
 * <p>A run serves the root, then steps ready leaves, oldest first, until there are none (the strand goes idle) or the
 * budget is used up (it goes to the back of the queue). A thread that helps and is no worker has no queue: when the
 * budget is used up it looks at what other threads have asked for and goes on, until there is nothing to do without
 * waiting.
 *
 * <p>No failure leaves a run: one that is thrown by the root or a leaf ends the root with that failure.
 *
 * <p>Always holds: the plain fields are touched by the running thread alone, which {@link StrandState} makes unique and
 * orders; {@code runner} is the running thread during a run and null outside.
 */
final class ScheduledStrand extends ReadyLeaves implements Strand {

    /** Attachments nested in one another before one is left to a leaf, so that the stack is long enough. */
    private static final int DEEPEST_ATTACHMENT = 64;

    private final StrandState state;
    private final Root root;
    private @Nullable Scheduler scheduler;

    private volatile boolean shutDown;

    /**
     * Written by the running thread only; read by any thread that asks {@link #isCurrent()}. A benign race: a thread
     * can find itself here only if it wrote itself, and it takes itself out before it ends its run.
     */
    private @Nullable Thread runner;

    /** How many attachments are nested on the stack. */
    private byte attachments;

    /** Those that keep this alive beside the root. */
    private @Nullable Guest guests;

    private @Nullable AfterRun afterwards; // what is to be done at the end of this run

    /** Another thread has made a leaf ready. Any thread; written before the run that this leads to. */
    private boolean driven;
    private boolean registered;

    /** What a run was broken off by, until the root has been told. */
    private @Nullable Throwable brokenOffBy;

    private ScheduledStrand(StrandState state, Root root, @Nullable Scheduler scheduler) {
        this.state = state;
        this.root = root;
        this.scheduler = scheduler;
    }

    /** A strand that the calling thread runs at once; {@link #help()} must follow. It can find its home later. */
    static ScheduledStrand helped(Root root, @Nullable Scheduler home) {
        ScheduledStrand strand = new ScheduledStrand(StrandState.running(), root, home);
        strand.runner = Thread.currentThread();
        return strand;
    }

    /** A strand that lives on the given runtime: {@link #spawn()} must follow. */
    static ScheduledStrand spawned(Root root, Scheduler scheduler) {
        return new ScheduledStrand(StrandState.scheduled(), root, scheduler);
    }

    /** Gives a new strand to its scheduler. */
    void spawn() {
        scheduler().schedule(this);
    }

    /** Runs the strand on the thread that made it, until there is nothing to do without waiting. */
    void help() {
        help(Schedulers.currentOrNull() == null);
    }

    private void help(boolean mayStay) {
        Locals previous = Locals.leave();
        try {
            fillBudget(mayStay);
            drainSurely(mayStay);
        } finally {
            Locals.enter(previous);
        }
    }

    /**
     * Runs an idle strand on the calling thread, if only demand has driven it so far. Any other strand may use
     * channels, which an interrupt of that thread would close. Returns whether it ran.
     */
    boolean helpIfIdle() {
        if (driven || Thread.currentThread().isInterrupted() || !state.startIfIdle()) {
            return false;
        }
        runner = Thread.currentThread();
        // Also on a worker, which its task holds up in any case.
        help(true);
        return true;
    }

    @Override
    protected void run() {
        state.start();
        if (!registered && scheduler().isClosed()) {
            // Nobody knows of this strand, which is entered among the live ones when it has to wait; so it finds out by
            // itself.
            shutDown = true;
        }
        runner = Thread.currentThread();
        fillBudget(false);
        drainSurely(false);
    }

    /** Runs. If the run breaks off for want of memory, another tells the root; else nobody would run this again. */
    private void drainSurely(boolean mayStay) {
        try {
            drain(mayStay);
        } catch (Throwable failure) {
            if (!isCurrent()) {
                throw failure;
            }
            MemoryReserve.releaseFor(failure);
            brokenOffBy = failure;
            giveWay();
        }
    }

    /** Ends the run though there is more to do. */
    private void giveWay() {
        runner = null;
        state.yield();
        scheduler().yield(this);
    }

    /** Runs until there is nothing to do, or the budget is used up and the thread may not stay for another. */
    private void drain(boolean mayStay) {
        Throwable before = brokenOffBy;
        if (before != null) {
            brokenOffBy = null;
            if (!root.isDone()) {
                abortRoot(before);
            }
        }
        for (; ; ) {
            if (shutDown) {
                abortAll();
            }
            serveRoot();
            takeReady();
            boolean allStepped = stepLeaves();
            runAfterwards();
            if (!allStepped) {
                if (mayStay && !Thread.currentThread().isInterrupted()) {
                    state.goOn();
                    fillBudget(true);
                    continue;
                }
                giveWay();
                return;
            }
            if (brokenOffBy != null) {
                giveWay();
                return;
            }
            if (!settle()) {
                continue;
            }
            runner = null;
            if (state.finish()) {
                return;
            }
            runner = Thread.currentThread();
        }
    }

    void afterRun(AfterRun task) {
        afterwards = task.linkBefore(afterwards);
    }

    private void runAfterwards() {
        AfterRun first = afterwards;
        if (first != null) {
            afterwards = null;
            // What is asked of this strand from within is for the next run.
            runner = null;
            first.runAll();
            runner = Thread.currentThread();
        }
    }

    /** The runtime has been closed. */
    private void abortAll() {
        if (!root.isDone()) {
            abortRoot(closed());
        }
        for (Guest guest = guests; guest != null; guest = guests) {
            leave(guest);
            try {
                guest.abort(closed());
            } catch (Throwable failure) {
                driver().unseen(failure, "the end of a stream");
            }
        }
    }

    /** Any thread. */
    boolean isOfClosedRuntime() {
        return shutDown || scheduler().isClosed();
    }

    /** The failure of what wants to go on here, null while the runtime has not been closed. Any thread. */
    @Nullable RuntimeClosedException closedOrNull() {
        return shutDown ? closed() : null;
    }

    private RuntimeClosedException closed() {
        return new RuntimeClosedException(scheduler().name(), "going on with a stream");
    }

    void enter(Guest guest) {
        guests = guest.linkBefore(guests);
    }

    void leave(Guest guest) {
        guests = guest.unlinkFrom(guests);
    }

    private void serveRoot() {
        try {
            root.serve();
        } catch (Throwable failure) {
            abortRoot(failure);
        }
    }

    /** Ends the root. If that is broken off, for want of memory say, another run tries again. */
    private void abortRoot(Throwable failure) {
        MemoryReserve.releaseFor(failure);
        // What has thrown may not have put back the values that held before.
        Locals.leave();
        try {
            root.abort(failure);
        } catch (Throwable second) {
            MemoryReserve.releaseFor(second);
            if (root.isDone()) {
                driver().unseen(second, "the end of a stream");
            } else {
                brokenOffBy = failure;
            }
        }
    }

    /** Returns false if the budget was used up while there was more to do. */
    private boolean stepLeaves() {
        for (Leaf leaf = nextReady(); leaf != null; leaf = nextReady()) {
            if (!spendLeaf()) {
                putBack(leaf);
                return false;
            }
            try {
                if (leaf.strand() instanceof ScopedStrand scoped) {
                    scoped.step(leaf);
                } else {
                    leaf.step();
                }
            } catch (Throwable failure) {
                abortRoot(failure);
            }
        }
        return true;
    }

    /** Keeps the runtime's list of live strands right before the strand goes idle. Returns false if it must go on. */
    private boolean settle() {
        if (root.isDone() && guests == null) {
            if (registered) {
                registered = false;
                scheduler().unregister(this);
            }
        } else if (!registered) {
            registered = scheduler().register(this);
            if (!registered) {
                shutDown = true;
                return false;
            }
        }
        return true;
    }

    @Override
    public void enqueue(Leaf leaf) {
        if (isCurrent()) {
            append(leaf);
        } else {
            if (!driven) {
                driven = true;
            }
            push(leaf);
            wake();
        }
    }

    /** Has the root served. Any thread. */
    void wake() {
        if (state.wake()) {
            scheduler().schedule(this);
        }
    }

    @Override
    protected void shutDown() {
        shutDown = true;
        wake();
    }

    boolean isDriven() {
        return driven;
    }

    /** Whether some thread runs this now. Any thread. */
    boolean isRunning() {
        return state.isRunning();
    }

    /** As {@code isRunning}, or is about to. */
    boolean isActive() {
        return state.isActive();
    }

    @Override
    public boolean isCurrent() {
        return runner == Thread.currentThread();
    }

    @Override
    public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
        attach(publisher, subscriber, this);
    }

    /** As the other, for a subscriber in other surroundings on this strand. */
    <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber, Strand surroundings) {
        if (!(publisher instanceof Attachable<?>)) {
            new Ingress<T>(subscriber, surroundings, Inbox.DEFAULT_CAPACITY).subscribeTo(publisher);
            return;
        }
        @SuppressWarnings("unchecked") // a subscriber of T takes the items of a publisher of a subtype
        Attachable<T> attachable = (Attachable<T>) publisher;
        if (attachments == DEEPEST_ATTACHMENT) {
            Trampoline.attach(attachable, subscriber, surroundings);
            return;
        }
        attachments++;
        try {
            attachable.attach(subscriber, surroundings);
        } finally {
            attachments--;
        }
    }

    @Override
    public void discard(@Nullable Object item) {
        Discard.item(item, driver());
    }

    @Override
    public Driver driver() {
        return scheduler();
    }

    @Override
    boolean isWoken() {
        return state.isWoken();
    }

    @Override
    long nanoTime() {
        return scheduler().time().nanoTime();
    }

    private Scheduler scheduler() {
        Scheduler home = scheduler;
        if (home == null) {
            home = Schedulers.current();
            scheduler = home;
        }
        return home;
    }
}

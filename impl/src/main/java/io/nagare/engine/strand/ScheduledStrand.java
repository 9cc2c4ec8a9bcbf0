package io.nagare.engine.strand;

import io.nagare.driver.AfterRun;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.local.Locals;
import io.nagare.engine.memory.MemoryReserve;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.strand.ingress.Inbox;
import io.nagare.engine.strand.ingress.Ingress;
import io.nagare.failure.RuntimeClosedException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A strand. Its scheduler's workers run it, and before them the subscribing thread; one thread at a time.
 *
 * <p>A run serves the root and then steps ready leaves, oldest first. If none is left the strand goes idle. If the
 * budget is used up it goes to the back of the queue. A helping thread that is no worker has no queue: it then serves
 * other threads' requests, and goes on until it would have to wait.
 *
 * <p>No failure leaves a run: a failure that the root or a leaf throws ends the root.
 *
 * <p>Always holds: only the running thread touches the plain fields, unless they say otherwise. {@link StrandState}
 * makes that thread unique and orders the runs. {@code runner} is the running thread during a run and null outside.
 */
public final class ScheduledStrand extends StrandHome implements Strand {

    /** How many attachments may nest in one another. The next one is left to a leaf, so that the stack suffices. */
    private static final int DEEPEST_ATTACHMENT = 64;

    private final StrandState state;
    private final Root root;

    private volatile boolean shutDown;

    /**
     * Written by the running thread, read by any thread. Plain suffices: a thread finds itself here only if it wrote
     * itself, and it removes itself before its run ends. To other threads each value means "not me".
     */
    private @Nullable Thread runner;

    /** How many attachments are nested on the stack. */
    private byte attachments;

    /** The guests, which keep this strand alive beside the root. */
    private @Nullable Guest guests;

    private @Nullable AfterRun afterwards; // the tasks for the end of this run

    /**
     * Whether another thread has ever made a leaf ready. Plain: the wake orders the write before the run that it leads
     * to. An older value read elsewhere only lets one more thread help.
     */
    private boolean driven;
    private boolean registered;

    /** The failure that broke a run off, until the root has been told. */
    private @Nullable Throwable brokenOffBy;

    private ScheduledStrand(StrandState state, Root root, @Nullable Scheduler home) {
        super(home);
        this.state = state;
        this.root = root;
    }

    /** Makes a strand that the calling thread runs at once. {@link #help()} must follow. The home may be null. */
    public static ScheduledStrand helped(Root root, @Nullable Scheduler home) {
        ScheduledStrand strand = new ScheduledStrand(StrandState.running(), root, home);
        strand.runner = Thread.currentThread();
        return strand;
    }

    /** Makes a strand that lives on the given runtime; {@link #spawn()} must follow. */
    public static ScheduledStrand spawned(Root root, Scheduler scheduler) {
        return new ScheduledStrand(StrandState.scheduled(), root, scheduler);
    }

    public void spawn() {
        scheduler().schedule(this);
    }

    /** Runs the strand on the thread that made it, until that thread would have to wait. */
    public void help() {
        help(Schedulers.currentOrNull() == null);
    }

    private void help(boolean mayStay) {
        Locals previous = Locals.begin(locals());
        try {
            fillBudget(mayStay);
            drainSurely(mayStay);
        } finally {
            Locals.end(previous);
        }
    }

    /**
     * Runs an idle strand on the calling thread, if only demand has driven it so far. Any other strand may use
     * channels, which an interrupt of the calling thread would close. Returns whether it ran.
     */
    public boolean helpIfIdle() {
        if (driven || Thread.currentThread().isInterrupted() || !state.startIfIdle()) {
            return false;
        }
        if (driven) {
            // Another thread has woken it since the first look, and it has run and gone idle again.
            giveWay();
            return false;
        }
        runner = Thread.currentThread();
        // Also on a worker: its current task holds the worker up in any case.
        help(true);
        return true;
    }

    @Override
    public void run() {
        state.start();
        if (!registered && scheduler().isClosed()) {
            // The runtime does not know this strand: it enters the live ones only when it has to wait. So it checks by
            // itself.
            shutDown = true;
        }
        runner = Thread.currentThread();
        help(false);
    }

    /** Runs. If memory runs out in the run, another run tells the root; nobody else would run this again. */
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

    /** Ends the run though there is more to do, and queues another. */
    private void giveWay() {
        runner = null;
        state.yield();
        scheduler().yield(this);
    }

    /** Runs until nothing is left to do, or until the budget is used up and the thread may not stay for another. */
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

    public void afterRun(AfterRun task) {
        afterwards = task.linkBefore(afterwards);
    }

    private void runAfterwards() {
        AfterRun first = afterwards;
        if (first != null) {
            afterwards = null;
            // If this work wakes the strand or makes demand on it, the next run serves that.
            runner = null;
            first.runAll();
            runner = Thread.currentThread();
        }
    }

    /** Ends the root and the guests, because the runtime has been closed. */
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

    /** Whether the runtime has been closed. Any thread. */
    public boolean isOfClosedRuntime() {
        return shutDown || scheduler().isClosed();
    }

    /** Returns the failure for work that would go on here, or null while the runtime is open. Any thread. */
    public @Nullable RuntimeClosedException closedOrNull() {
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

    /** Ends the root. If that is broken off, for example because memory is exhausted, another run tries again. */
    private void abortRoot(Throwable failure) {
        MemoryReserve.releaseFor(failure);
        // The code that has thrown may not have restored the previous local values.
        Locals.begin(locals());
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

    /** Steps the ready leaves. Returns false if the budget was used up while there was more to do. */
    private boolean stepLeaves() {
        for (Leaf leaf = nextReady(); leaf != null; leaf = nextReady()) {
            if (!spendLeaf()) {
                putBack(leaf);
                return false;
            }
            try {
                if (leaf.strand() instanceof SurroundedStrand scoped) {
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

    /** Updates the list of live strands before the strand goes idle. Returns false if the strand must go on. */
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

    /** Lets a run serve the root. Any thread. */
    public void wake() {
        if (state.wake()) {
            scheduler().schedule(this);
        }
    }

    @Override
    public void shutDown() {
        shutDown = true;
        wake();
    }

    public boolean isDriven() {
        return driven;
    }

    /** Whether a thread runs this now. Any thread. */
    public boolean isRunning() {
        return state.isRunning();
    }

    /** Whether a thread runs this now or is about to. Any thread. */
    public boolean isActive() {
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

    /** Attaches a subscriber that has other surroundings on this strand. */
    <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber, Strand surroundings) {
        if (!(publisher instanceof Attachable<?>)) {
            new Ingress<T>(subscriber, surroundings, SurroundedStrand.localsOf(surroundings), Inbox.DEFAULT_CAPACITY)
                    .subscribeTo(publisher);
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
    public String toString() {
        return WaitingFor.text(root);
    }
}

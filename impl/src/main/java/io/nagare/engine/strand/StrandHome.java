package io.nagare.engine.strand;

import io.nagare.engine.local.Locals;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The runtime on which a strand lives, and what it has brought from where it began. If no runtime was given, it is the
 * current runtime of the first thread that asks. Any thread may ask, for example to discard an item. A superclass of
 * the strand and not a part of it, so that a strand stays one object.
 *
 * <p>Always holds: once there is a home, it stays the same, and every thread finds the same one.
 */
abstract class StrandHome extends ReadyLeaves {

    private static final VarHandle HOME = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "home", VarHandle.class, StrandHome.class, Scheduler.class);

    /** Null until it is first needed. Set once, by compare-and-set, because two threads may ask at the same time. */
    @SuppressWarnings("unused") // by HOME
    private @Nullable Scheduler home;

    /** The task locals that all of the strand's programs have: what was carried from the thread that made it. */
    private final @Nullable Locals locals;

    StrandHome(@Nullable Scheduler home) {
        this.home = home;
        this.locals = Locals.ofThread();
    }

    final @Nullable Locals locals() {
        return locals;
    }

    /** As {@code Strand} says. */
    public final Runnable onBehalf(Runnable work) {
        return Locals.bound(locals, work);
    }

    /** Any thread. */
    final Scheduler scheduler() {
        // Acquire pairs with the compare-and-set of the thread that chose, so the scheduler is seen whole.
        Scheduler known = (Scheduler) HOME.getAcquire(this);
        return known == null ? choose() : known;
    }

    private Scheduler choose() {
        Scheduler mine = Schedulers.current();
        Scheduler chosen = (Scheduler) HOME.compareAndExchange(this, (Scheduler) null, mine);
        return chosen == null ? mine : chosen;
    }

    @Override
    final long nanoTime() {
        return scheduler().time().nanoTime();
    }
}

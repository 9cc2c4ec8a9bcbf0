package io.nagare.engine.strand;

import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The runtime on which a strand lives. If no runtime was given, it is the current runtime of the first thread that
 * asks. Any thread may ask, for example to discard an item. A superclass of the strand and not a part of it, so that a
 * strand stays one object.
 *
 * <p>Always holds: once there is a home, it stays the same, and every thread finds the same one.
 */
abstract class StrandHome extends ReadyLeaves {

    private static final VarHandle HOME = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "home", VarHandle.class, StrandHome.class, Scheduler.class);

    /** Null until it is first needed. Set once, by compare-and-set, because two threads may ask at the same time. */
    @SuppressWarnings("unused") // by HOME
    private @Nullable Scheduler home;

    StrandHome(@Nullable Scheduler home) {
        this.home = home;
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

package io.nagare.engine.scheduler;

import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.driver.Driver;
import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.scheduler.base.CallerDriven;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.base.SchedulerSettings;
import io.nagare.engine.scheduler.stealing.WorkStealingScheduler;
import io.nagare.engine.time.SystemTimeSource;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.policy.TimeSource;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts schedulers, and finds the scheduler of a thread, or else the default one. Any thread may call. */
public final class Schedulers {

    /**
     * The default scheduler: the one that was made the default last, else the one that {@link #own} names. The other
     * fields are read and changed under the lock.
     */
    private static volatile @Nullable Scheduler defaultScheduler;

    /** Those that were made the default and are open, the latest first. */
    private static final Deque<Scheduler> CHOSEN = new ArrayDeque<>();

    /**
     * The scheduler that is the default if none was chosen. It is started at its first use. Its threads are daemons,
     * and it is never closed. It is started under a lock and not by a class initializer. An initializer that has failed
     * once, because the system had no thread to give, fails for good.
     */
    private static @Nullable Scheduler own;

    private static final Object STARTING = new Object();

    /** The scheduler that the thread has entered with {@link #enter}. */
    private static final ThreadLocal<@Nullable Scheduler> ENTERED = new ThreadLocal<>();

    private Schedulers() {}

    /** The scheduler for which the calling thread runs tasks, or null. */
    public static @Nullable Scheduler currentOrNull() {
        return Scheduler.current();
    }

    /**
     * The scheduler for which the calling thread runs tasks, else the one that it has entered, else the default one.
     */
    public static Scheduler current() {
        Scheduler found = Scheduler.current();
        if (found == null) {
            found = entered();
        }
        if (found == null) {
            found = defaultScheduler;
            if (found == null || found.isClosed()) {
                found = findDefault();
            }
        }
        return found;
    }

    private static Scheduler findDefault() {
        synchronized (STARTING) {
            CHOSEN.removeIf(Scheduler::isClosed);
            Scheduler found = CHOSEN.peekFirst();
            if (found == null) {
                found = own;
            }
            if (found == null) {
                found = start(Nagare.multiThread());
                own = found;
            }
            defaultScheduler = found;
            return found;
        }
    }

    /**
     * Makes a scheduler the default one until it is closed. Then the one before it is the default again.
     *
     * @throws IllegalArgumentException if it has no threads of its own
     */
    public static void makeDefault(Scheduler scheduler) {
        if (scheduler instanceof CallerDriven) {
            throw new IllegalArgumentException("the default runtime needs threads of its own, but "
                    + scheduler.name() + " runs on the thread that waits");
        }
        synchronized (STARTING) {
            CHOSEN.remove(scheduler);
            CHOSEN.addFirst(scheduler);
            defaultScheduler = scheduler;
        }
    }

    /** Forgets a scheduler that was closed. */
    public static void forget(Scheduler closed) {
        synchronized (STARTING) {
            CHOSEN.remove(closed);
            if (defaultScheduler == closed) {
                defaultScheduler = CHOSEN.isEmpty() ? own : CHOSEN.peekFirst();
            }
        }
    }

    private static @Nullable Scheduler entered() {
        Scheduler scheduler = ENTERED.get();
        return scheduler == null || scheduler.isClosed() ? null : scheduler;
    }

    /**
     * Makes the calling thread start its tasks on the given scheduler, until that scheduler is closed. Null restores
     * the default one.
     */
    public static void enter(@Nullable Scheduler scheduler) {
        if (scheduler == null) {
            ENTERED.remove();
        } else {
            ENTERED.set(scheduler);
        }
    }

    /** Casts a driver to the scheduler that it is. */
    public static Scheduler of(Driver driver) {
        if (driver instanceof Scheduler scheduler) {
            return scheduler;
        }
        throw new IllegalArgumentException("not a runtime of this engine: " + driver);
    }

    /** Starts a scheduler. */
    public static Scheduler start(NagareBuilder options) {
        BiConsumer<? super Throwable, ? super String> handler = options.unseenFailureHandler();
        BiConsumer<? super Throwable, ? super String> failures = handler != null ? handler : new UnseenFailures();
        TimeSource time = options.timeSource();
        SelectorProvider network = options.network();
        SchedulerSettings settings = SchedulerSettings.of(
                        options.name(), options.isMultiThread() ? options.workers() : 1, failures)
                .withTime(time != null ? time : SystemTimeSource.INSTANCE)
                .withNetwork(network != null ? network : SelectorProvider.provider());
        BlockingPool blockingPool = new BlockingPool(
                options.name(),
                options.maxBlockingThreads(),
                options.blockingQueue(),
                options.blockingKeepAlive(),
                failures::accept);
        Scheduler started = options.isMultiThread()
                ? new WorkStealingScheduler(settings, blockingPool)
                : new CurrentThreadScheduler(settings, blockingPool);
        Preparation.begin(started);
        return started;
    }

    /**
     * Throws if the calling thread itself would have to run the tasks that it is about to wait for, inside a task or
     * not.
     */
    public static void refuseOnWorker(String call) {
        refuseInside(call);
        if (entered() != null) {
            throw new BlockedWorkerException(call);
        }
    }

    /** Throws if the calling thread is inside a task of a runtime. */
    public static void refuseInside(String call) {
        if (Scheduler.current() != null) {
            throw new BlockedWorkerException(call);
        }
    }
}

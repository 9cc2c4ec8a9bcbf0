package io.nagare.engine.scheduler;

import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.driver.Driver;
import io.nagare.engine.blocking.BlockingPool;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.base.SchedulerSettings;
import io.nagare.engine.scheduler.stealing.WorkStealingScheduler;
import io.nagare.engine.time.SystemTimeSource;
import io.nagare.failure.BlockedWorkerException;
import io.nagare.policy.TimeSource;
import java.nio.channels.spi.SelectorProvider;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts schedulers, and finds the scheduler of a thread, or else the default one. Any thread may call. */
public final class Schedulers {

    /**
     * The default scheduler, which is started at its first use. Its threads are daemons, and it is never closed. It is
     * started under a lock and not by a class initializer. An initializer that has failed once, because the system had
     * no thread to give, fails for good.
     */
    private static volatile @Nullable Scheduler defaultScheduler;

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
        Scheduler own = Scheduler.current();
        if (own == null) {
            own = entered();
        }
        if (own == null) {
            own = defaultScheduler;
        }
        return own != null ? own : startDefault();
    }

    private static Scheduler startDefault() {
        synchronized (STARTING) {
            Scheduler started = defaultScheduler;
            if (started == null) {
                started = start(Nagare.multiThread());
                defaultScheduler = started;
            }
            return started;
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
        return options.isMultiThread()
                ? new WorkStealingScheduler(settings, blockingPool)
                : new CurrentThreadScheduler(settings, blockingPool);
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

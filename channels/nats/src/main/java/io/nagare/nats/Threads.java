package io.nagare.nats;

import io.nats.client.Options;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of jnats. They are daemons, so that a program can end with a connection that was not closed. Nobody has
 * to end them: a thread without work ends by itself.
 */
final class Threads {

    private static final long IDLE_MILLIS = 500;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private Threads() {}

    static Options.Builder set(Options.Builder builder) {
        ThreadFactory daemons = action -> {
            Thread thread = new Thread(action, "nagare-nats-" + NUMBERS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, daemons);
        timers.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        timers.allowCoreThreadTimeOut(true);
        timers.setRemoveOnCancelPolicy(true);
        return builder.executor(new ThreadPoolExecutor(
                        0, Integer.MAX_VALUE, IDLE_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), daemons))
                .scheduledExecutor(timers)
                .connectThreadFactory(daemons)
                .callbackThreadFactory(daemons)
                .readerThreadFactory(daemons)
                .writerThreadFactory(daemons);
    }
}

package io.nagare.engine.blocking;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the threads of a {@link BlockingPool}. */
final class BlockingThreads {

    private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

    private BlockingThreads() {}

    /** A factory of daemon threads with the names {@code prefix-1}, {@code prefix-2} and so on. */
    static ThreadFactory platform(String prefix) {
        AtomicInteger count = new AtomicInteger();
        ClassLoader loader = contextClassLoader();
        return body -> {
            Thread thread = new Thread(body, prefix + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            // Not the class loader of the thread that hands in a job: the new thread would keep it alive, or lack the
            // right one.
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** A factory of virtual threads with such names; null if this JDK has no virtual threads. */
    static @Nullable ThreadFactory virtual(String prefix) {
        MethodHandle ofVirtual = Virtual.OF_VIRTUAL;
        if (ofVirtual == null) {
            return null;
        }
        AtomicInteger count = new AtomicInteger();
        ClassLoader loader = contextClassLoader();
        return body -> {
            Thread thread = unstarted(ofVirtual, body);
            thread.setName(prefix + "-" + count.incrementAndGet());
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    private static ClassLoader contextClassLoader() {
        ClassLoader own = BlockingThreads.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private static Thread unstarted(MethodHandle ofVirtual, Runnable body) {
        try {
            return (Thread) ofVirtual.invokeExact(body);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("Thread.ofVirtual().unstarted(Runnable)", e);
        }
    }

    /** {@code body -> Thread.ofVirtual().unstarted(body)}, looked up at its first use. */
    private static final class Virtual {

        static final @Nullable MethodHandle OF_VIRTUAL = find();

        private Virtual() {}

        private static @Nullable MethodHandle find() {
            if (Runtime.version().feature() < FIRST_JDK_WITH_VIRTUAL_THREADS) {
                return null;
            }
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
                MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
                MethodHandle unstarted =
                        lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
                return MethodHandles.collectArguments(unstarted, 0, ofVirtual);
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
    }
}

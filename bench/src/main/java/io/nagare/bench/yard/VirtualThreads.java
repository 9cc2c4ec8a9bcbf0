package io.nagare.bench.yard;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts virtual threads where the JDK has them. This is compiled for a JDK without them. */
public final class VirtualThreads {

    private static final @Nullable MethodHandle START = find();

    private VirtualThreads() {}

    /**
     * Makes virtual threads run on {@code workers} threads. Must be called once in the life of a JVM, before the first
     * is started.
     *
     * @throws IllegalArgumentException if this JDK has no virtual threads
     */
    public static void carriers(int workers) {
        if (START == null) {
            throw new IllegalArgumentException("virtual threads need JDK 21 or later; this is " + Runtime.version());
        }
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(workers));
        System.setProperty("jdk.virtualThreadScheduler.maxPoolSize", Integer.toString(workers));
    }

    /** Starts a virtual thread. */
    public static Thread start(Runnable task) {
        MethodHandle start = Objects.requireNonNull(START, "virtual threads");
        try {
            return (Thread) start.invokeExact(task);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("a virtual thread could not be started", failure);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }
}

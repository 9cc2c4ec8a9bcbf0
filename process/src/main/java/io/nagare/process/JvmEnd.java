package io.nagare.process;

import io.nagare.driver.Driver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the children that are there when this JVM ends, by a shutdown hook. Any thread may call it.
 *
 * <p>Always holds: the hook is registered with the first child, and finds each child that has not ended and is not to
 * be kept running. A child that is started while the hooks run is left alone: a hook may tidy up with it.
 */
final class JvmEnd {

    /** How long children have at most, so that they do not hold up the end of the JVM. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Set<ChildProcess> LIVE = ConcurrentHashMap.newKeySet();

    /** Guarded by the monitor of the class. */
    private static boolean hooked;

    private JvmEnd() {}

    /** Lets a child end with this JVM. */
    static void enter(ChildProcess child) {
        LIVE.add(child);
        hook();
    }

    /** The child has ended, or may outlive this JVM. Does nothing for an unknown one. */
    static void leave(ChildProcess child) {
        LIVE.remove(child);
    }

    /** Returns the children of a runtime that have not ended, without those that are kept running. */
    static List<ChildProcess> childrenOf(Driver home) {
        return LIVE.stream().filter(child -> child.home() == home).toList();
    }

    private static synchronized void hook() {
        if (hooked) {
            return;
        }
        hooked = true;
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(JvmEnd::endAll, "nagare-children"));
        } catch (IllegalStateException ending) {
            // The JVM is ending already.
        }
    }

    private static void endAll() {
        List<ChildProcess> children = List.copyOf(LIVE);
        long start = System.nanoTime();
        children.forEach(ChildProcess::endWithJvm);
        for (ChildProcess child : children) {
            Duration limit = child.grace().compareTo(LIMIT) < 0 ? child.grace() : LIMIT;
            child.awaitEnd(limit.minusNanos(System.nanoTime() - start));
            child.kill();
        }
    }
}

package io.nagare.bench.idle;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** The heap of this JVM. */
public final class LiveHeap {

    private static final int COLLECTIONS = 3;

    private LiveHeap() {}

    /**
     * Bytes in use after a collection. What the collection has left: the usage of this moment has whole allocation
     * buffers of threads in it, of megabytes each.
     */
    public static long bytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            sum += left == null ? 0 : left.getUsed();
        }
        return sum;
    }
}

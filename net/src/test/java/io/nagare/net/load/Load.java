package io.nagare.net.load;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.nagare.net.fixture.Descriptors;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.OperatingSystemMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What tests with many connections measure: descriptors that are free, and heap that is in use. */
final class Load {

    /** What the virtual machine and the runtime need beside the connections. */
    private static final int RESERVED = 500;

    private Load() {}

    /**
     * Returns how many connections this process can have both ends of, at most {@code wanted}. Skips the test if those
     * are fewer than {@code least}.
     *
     * @param descriptors how many a connection needs
     */
    static int connections(int wanted, int descriptors, int least) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        assumeTrue(system instanceof UnixOperatingSystemMXBean, "the system tells no limit of descriptors");
        long limit = ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount();
        long most = Math.min(wanted, (limit - Descriptors.open() - RESERVED) / descriptors);
        assumeTrue(
                most >= least,
                () -> least + " connections need " + (long) descriptors * least + " descriptors and " + RESERVED
                        + " more, but the limit is " + limit);
        return (int) most;
    }

    /** Returns how many bytes of the heap are in use after a collection. */
    static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Fails unless the heap in use goes down to a bound: what has just been closed is free a moment later. */
    static void assertHeapBackTo(long bound, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long used = heap();
        while (used > bound) {
            long left = used - bound;
            assertTrue(System.nanoTime() < deadline, () -> what + ": " + left + " bytes too many");
            LockSupport.parkNanos(50_000_000);
            used = heap();
        }
    }
}

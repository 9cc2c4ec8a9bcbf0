package io.nagare.engine.sync;

import io.nagare.engine.sync.lock.FairPermits;
import io.nagare.sync.Permit;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A semaphore of three permits, in every interleaving that Lincheck tries. Two holders acquire, release, split and
 * merge, and the semaphore is closed.
 */
public class PermitsLincheckTest {

    private final FairPermits permits = new FairPermits(3, 3);
    private final ArrayDeque<Permit> first = new ArrayDeque<>();
    private final ArrayDeque<Permit> second = new ArrayDeque<>();

    @Operation(nonParallelGroup = "first")
    public boolean take() {
        return take(first, 1);
    }

    @Operation(nonParallelGroup = "first")
    public int release() {
        return release(first);
    }

    @Operation(nonParallelGroup = "first")
    public int merge() {
        Permit one = first.poll();
        Permit other = first.poll();
        if (one == null) {
            return 0;
        }
        if (other != null) {
            one.merge(other);
        }
        first.push(one);
        return one.count();
    }

    @Operation(nonParallelGroup = "second")
    public boolean takeTwo() {
        return take(second, 2);
    }

    @Operation(nonParallelGroup = "second")
    public int releaseTwo() {
        return release(second);
    }

    @Operation(nonParallelGroup = "second")
    public int releaseHalf() {
        Permit held = second.peek();
        if (held == null || held.count() < 2) {
            return 0;
        }
        held.split(1).close();
        return held.count();
    }

    @Operation
    public int available() {
        return permits.available();
    }

    @Operation
    public void close() {
        permits.close();
    }

    private boolean take(ArrayDeque<Permit> holder, int count) {
        Permit permit = permits.tryAcquire(count);
        if (permit != null) {
            holder.push(permit);
        }
        return permit != null;
    }

    private static int release(ArrayDeque<Permit> holder) {
        Permit held = holder.poll();
        if (held == null) {
            return 0;
        }
        int count = held.count();
        held.close();
        return count;
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .check(PermitsLincheckTest.class);
    }
}

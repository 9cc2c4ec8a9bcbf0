package io.nagare.engine.queue;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The ring behaves as a bounded queue of one producer and one consumer, in every interleaving that Lincheck tries. */
public class SpscRingLincheckTest {

    private final SpscRing<Integer> ring = new SpscRing<>(2);

    @Operation(nonParallelGroup = "producer")
    public boolean offer(int item) {
        return ring.offer(item);
    }

    @Operation(nonParallelGroup = "consumer")
    public Integer poll() {
        return ring.poll();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .check(SpscRingLincheckTest.class);
    }
}

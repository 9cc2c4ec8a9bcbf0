package io.nagare.engine.channel;

import io.nagare.channel.Broadcast;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A ring with room for all values behaves as a queue for its receiver, in every interleaving that Lincheck tries. */
public class RingBroadcastLincheckTest {

    private final Broadcast<Integer> broadcast = Broadcast.lagging(16);
    private final LookingReceiver receiver = LookingReceiver.of(broadcast);

    @Operation
    public int send(int value) {
        return broadcast.send(value);
    }

    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer take() {
        return receiver.take();
    }

    @Operation(nonParallelGroup = "receiver")
    public boolean hasCompleted() {
        receiver.take();
        return receiver.hasCompleted();
    }

    @Operation
    public void close() {
        broadcast.close();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .check(RingBroadcastLincheckTest.class);
    }
}

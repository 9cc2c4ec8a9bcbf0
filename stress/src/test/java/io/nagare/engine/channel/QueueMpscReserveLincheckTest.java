package io.nagare.engine.channel;

import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.RingSlots;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reservations beside sends. One sender reserves a slot, and uses it or gives it back. Another one sends or closes. */
public class QueueMpscReserveLincheckTest {

    private final QueueMpsc<Integer> channel = new QueueMpsc<>(2, new RingSlots<>(2));
    private @Nullable MpscSlot<Integer> slot;

    @Operation
    public SendResult trySend(int value) {
        return channel.trySend(value);
    }

    /** Whether there is a slot now. */
    @Operation(nonParallelGroup = "reserver")
    public boolean reserve() {
        if (slot == null) {
            slot = channel.tryReserve();
        }
        return slot != null;
    }

    @Operation(nonParallelGroup = "reserver")
    public void use(int value) {
        if (slot != null) {
            slot.send(value);
            slot = null;
        }
    }

    @Operation(nonParallelGroup = "reserver")
    public void giveBack() {
        if (slot != null) {
            slot.close();
            slot = null;
        }
    }

    @Operation
    public void close() {
        channel.close();
    }

    @Operation
    public int available() {
        return channel.available();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .check(QueueMpscReserveLincheckTest.class);
    }
}

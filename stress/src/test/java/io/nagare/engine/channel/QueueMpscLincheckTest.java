package io.nagare.engine.channel;

import io.nagare.channel.SendResult;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.RingSlots;
import io.nagare.engine.waiting.Rest;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A bounded queue of several producers and one consumer, which can be closed, in every interleaving that Lincheck
 * tries.
 */
public class QueueMpscLincheckTest {

    private final QueueMpsc<Integer> channel = new QueueMpsc<>(2, new RingSlots<>(2));

    @Operation
    public SendResult trySend(int value) {
        return channel.trySend(value);
    }

    /** Takes as the receiver does: waits for a value if its ticket has been drawn. */
    @Operation(nonParallelGroup = "consumer")
    public Integer take() {
        for (; ; ) {
            Integer value = channel.take();
            if (value != null) {
                return value;
            }
            if (channel.rest() != Rest.EXPECTING) {
                return null;
            }
        }
    }

    @Operation(nonParallelGroup = "consumer")
    public int size() {
        return channel.size();
    }

    @Operation
    public void close() {
        channel.close();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(3)
                .check(QueueMpscLincheckTest.class);
    }
}

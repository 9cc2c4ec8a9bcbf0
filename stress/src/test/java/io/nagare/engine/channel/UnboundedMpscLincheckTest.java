package io.nagare.engine.channel;

import io.nagare.channel.SendResult;
import io.nagare.engine.channel.mpsc.MpscState;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.SegmentedSlots;
import io.nagare.engine.waiting.Rest;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A queue without a bound, in which each place has a segment of its own. So every value goes behind a place at which
 * another producer may be.
 */
public class UnboundedMpscLincheckTest {

    private final QueueMpsc<Integer> channel = new QueueMpsc<>(MpscState.UNBOUNDED, new SegmentedSlots<>(0));

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
                .check(UnboundedMpscLincheckTest.class);
    }
}

package io.nagare.engine.channel;

import io.nagare.channel.Broadcast;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A ring of two, in which two senders overtake the receiver. In every interleaving that Lincheck tries, received +
 * missed = sent, the values of each sender are in order, and no value comes twice. The ring promises no more: a
 * receiver may learn that it was overtaken before the send that did so has ended.
 */
public class RingBroadcastLagLincheckTest {

    private final Broadcast<Integer> broadcast = Broadcast.lagging(2);
    private final LookingReceiver receiver = LookingReceiver.of(broadcast);
    private final List<Integer> received = new ArrayList<>();
    private int first;
    private int second;

    @Operation(nonParallelGroup = "first")
    public void sendFirst() {
        broadcast.send(++first);
    }

    @Operation(nonParallelGroup = "second")
    public void sendSecond() {
        broadcast.send(-++second);
    }

    @Operation(nonParallelGroup = "receiver")
    public void take() {
        Integer value = receiver.take();
        if (value != null) {
            received.add(value);
        }
    }

    @Validate
    public void receivedAndMissedIsSent() {
        for (@Nullable Integer value = receiver.take(); value != null; value = receiver.take()) {
            received.add(value);
        }
        if (received.size() + receiver.missed() != first + second) {
            throw new AssertionError(received + " and " + receiver.missed() + " missed of " + first + " + " + second);
        }
        int lastOfFirst = 0;
        int lastOfSecond = 0;
        for (int value : received) {
            if (value > 0 ? value <= lastOfFirst : value >= lastOfSecond) {
                throw new AssertionError("out of order, or twice: " + received);
            }
            if (value > 0) {
                lastOfFirst = value;
            } else {
                lastOfSecond = value;
            }
        }
    }

    @Test
    void theBooksBalance() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(4)
                .verifier(EpsilonVerifier.class)
                .check(RingBroadcastLagLincheckTest.class);
    }
}

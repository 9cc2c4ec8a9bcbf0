package io.nagare.engine.channel.mpsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.ChannelContract;
import io.nagare.engine.strand.Probe;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnboundedMpscTest extends ChannelContract {

    private final Mpsc<Integer> channel = Mpsc.unbounded();

    @Test
    void sendingNeverWaits() throws Exception {
        get(Many.range(0, 100_000).sendTo(channel).toFuture());
        assertEquals(100_000, channel.size());
        assertEquals(Integer.MAX_VALUE, channel.available());
        assertEquals(Integer.MAX_VALUE, channel.capacity());
        assertEquals(
                Many.range(0, 99_999).collectList().block(),
                channel.receiver().take(99_999).collectList().block());
        MpscSlot<Integer> slot = Objects.requireNonNull(channel.tryReserve());
        channel.close();
        Probe<Integer> receiver = take(channel.receiver(), 10);
        assertSignals(receiver, 99_999);
        slot.send(7);
        assertSignals(receiver, 99_999, 7, "complete");
        assertEquals(SendResult.CLOSED, channel.trySend(1));
        assertFails(ChannelClosedException.class, channel.send(1).toFuture());
    }

    @Test
    void manySendersAtOnce() throws Exception {
        int each = 100_000;
        int[] next = new int[3];
        CompletableFuture<Void> received = channel.receiver()
                .doOnNext(value -> assertEquals(next[value % 3]++, value / 3))
                .then()
                .toFuture();
        List<Thread> senders = Many.range(0, 3)
                .map(number -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        channel.sendBlocking(3 * i + number);
                    }
                }))
                .doOnNext(Thread::start)
                .collectList()
                .block();
        for (Thread sender : senders) {
            sender.join();
        }
        channel.close();
        get(received);
        for (int count : next) {
            assertEquals(each, count);
        }
        assertTrue(channel.isClosed());
    }
}

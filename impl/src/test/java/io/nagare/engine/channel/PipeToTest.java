package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.PacedBroadcast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

/** {@code pipeTo} sends as {@code sendTo} does, and closes the channel however the stream ends. */
class PipeToTest {

    @Test
    void anMpscIsClosedBehindTheLastItem() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        Many.just(1, 2, 3).pipeTo(channel).block();
        assertTrue(channel.isClosed());
        assertEquals(List.of(1, 2, 3), channel.receiver().collectList().block());
    }

    @Test
    void ofSeveralSendersOneIsClosed() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        MpscSender<Integer> first = channel.sender();
        MpscSender<Integer> second = channel.sender();
        Many.just(1).pipeTo(first).block();
        assertTrue(first.isClosed());
        assertFalse(channel.isClosed());
        Many.just(2).pipeTo(second).block();
        assertEquals(List.of(1, 2), channel.receiver().collectList().block());
    }

    @Test
    void broadcastsAreClosedToo() {
        Broadcast<Integer> lagging = Broadcast.lagging(8);
        PacedBroadcast<Integer> paced = Broadcast.paced(8);
        List<Integer> received = new ArrayList<>();
        lagging.receiver().subscribe(received::add);
        paced.receiver().subscribe(received::add);
        Many.just(1, 2).pipeTo(lagging).then(Many.just(3, 4).pipeTo(paced)).block();
        assertTrue(lagging.isClosed());
        assertTrue(paced.isClosed());
        lagging.abandoned().then(paced.abandoned()).block();
        assertEquals(List.of(1, 2, 3, 4), received.stream().sorted().toList());
    }

    @Test
    void aFailureClosesTheChannelAndIsTheResults() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        IllegalStateException boom = new IllegalStateException("boom");
        One<Void> piped = Many.just(1).concatWith(Many.error(boom)).pipeTo(channel);
        assertSame(boom, assertThrows(IllegalStateException.class, piped::block));
        assertTrue(channel.isClosed());
        assertEquals(List.of(1), channel.receiver().collectList().block());
    }

    @Test
    void theChannelIsClosedBeforeTheEndIsPassedOn() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        List<Boolean> closed = new ArrayList<>();
        Many.just(1).pipeTo(channel).doOnComplete(() -> closed.add(channel.isClosed())).subscribe();
        assertEquals(List.of(true), closed);
    }

    @Test
    void cancellationClosesTheChannel() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        Subscription subscription = Many.just(1).concatWith(Many.never()).pipeTo(channel).subscribe();
        assertFalse(channel.isClosed());
        subscription.cancel();
        channel.closed().block();
        assertEquals(List.of(1), channel.receiver().collectList().block());
    }

    @Test
    void nothingIsClosedBeforeTheSubscription() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        One<Void> piped = Many.just(1).pipeTo(channel);
        assertFalse(channel.isClosed());
        piped.block();
        assertThrows(ChannelClosedException.class, piped::block);
    }

    @Test
    void sendToLeavesItOpen() {
        Mpsc<Integer> channel = Mpsc.bounded(8);
        Many.just(1).sendTo(channel).block();
        assertFalse(channel.isClosed());
    }
}

package io.nagare.tck;

import static io.nagare.tck.Row.operator;
import static io.nagare.tck.Row.source;

import io.nagare.Inlet;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.Watch;
import io.nagare.policy.Lag;
import java.util.List;
import org.reactivestreams.Publisher;

/** Channels: their ends, and sending to them. */
final class ChannelsTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator(
                        "Many.pipeTo(Sink)",
                        (upstream, n) -> One.defer(() -> upstream.items(10).pipeTo(Broadcast.lagging(16))))
                        .atMost(0)
                        .named("a broadcast"),
                operator(
                        "Many.pipeTo(Sink)",
                        (upstream, n) -> One.defer(() -> upstream.items(10).pipeTo(Mpsc.bounded(16))))
                        .atMost(0)
                        .named("an mpsc channel"),
                operator(
                        "Many.pipeTo(Sink)",
                        (upstream, n) -> One.defer(() -> upstream.items(10).pipeTo(Broadcast.paced(16))))
                        .atMost(0)
                        .named("a paced broadcast"),
                operator("Many.sendTo(Sink)", (upstream, n) -> upstream.items(10).sendTo(Broadcast.lagging(16)))
                        .atMost(0)
                        .named("a broadcast"),
                operator("Many.sendTo(Sink)", (upstream, n) -> upstream.items(10).sendTo(Mpsc.bounded(16)))
                        .atMost(0)
                        .named("an mpsc channel"),
                operator(
                        "Many.sendTo(Sink)", (upstream, n) -> upstream.items(10).sendTo(Broadcast.paced(16)))
                        .atMost(0)
                        .named("a paced broadcast"),
                operator(
                        "Broadcast.sendAll(Publisher)",
                        (upstream, n) -> Broadcast.<Integer>lagging(16).sendAll(upstream.items(10)))
                        .atMost(0),
                source("Broadcast.abandoned()", n -> Broadcast.lagging(1).abandoned()).atMost(0),
                source("Broadcast.closed()", ChannelsTckTest::broadcastClosed).atMost(0),
                source("Broadcast.replay(int)", ChannelsTckTest::broadcastReplay).atMost(1024),
                source("Broadcast.replay(int,Lag)", ChannelsTckTest::broadcastReplayWithLag).atMost(1024),
                source("Broadcast.receiver()", n -> new Sending(n, Broadcast::receiver)).atMost(1024),
                source("Broadcast.receiver(Lag)", n -> new Sending(n, broadcast -> broadcast.receiver(Lag.fail())))
                        .atMost(1024),
                source(
                        "Broadcast.receiver(LongFunction)",
                        n -> new Sending(n, broadcast -> broadcast.receiver(missed -> -1)))
                        .atMost(1024),
                operator("Inlet.items()", ChannelsTckTest::inletItems),
                source("Mpsc.closed()", ChannelsTckTest::mpscClosed).atMost(0),
                source("Mpsc.receive()", ChannelsTckTest::mpscReceive).atMost(1),
                source("Mpsc.receiver()", ChannelsTckTest::mpscReceiver).atMost(1024),
                source("Mpsc.reserve()", n -> Mpsc.<Integer>unbounded().reserve().filter(slot -> n > 0)).atMost(1),
                source("Mpsc.send(Object)", n -> Mpsc.<Integer>unbounded().send(1)).atMost(0),
                source("Mpsc.sendAll(Publisher)", n -> Mpsc.<Integer>unbounded().sendAll(Many.range(0, 10))).atMost(0),
                source("Oneshot.closed()", ChannelsTckTest::oneshotClosed).atMost(0),
                source("Oneshot.receiver()", ChannelsTckTest::oneshotReceiver)
                        .atMost(1)
                        .failedBy(ChannelsTckTest::oneshotReceiverClosed),
                source("PacedBroadcast.abandoned()", n -> Broadcast.paced(1).abandoned()).atMost(0),
                source("PacedBroadcast.closed()", ChannelsTckTest::pacedBroadcastClosed).atMost(0),
                source("PacedBroadcast.replay(int)", ChannelsTckTest::pacedBroadcastReplay).atMost(1024),
                source("PacedBroadcast.send(Object)", n -> Broadcast.paced(1).send(1)).atMost(0),
                source(
                        "PacedBroadcast.sendAll(Publisher)",
                        n -> Broadcast.<Integer>paced(1).sendAll(Many.range(0, 10)))
                        .atMost(0),
                source("PacedBroadcast.receiver()", ChannelsTckTest::pacedBroadcastReceiver).atMost(1024),
                source("Watch.abandoned()", n -> Watch.of(1).abandoned()).atMost(0),
                source("Watch.changes()", ChannelsTckTest::watchChanges),
                source("Watch.closed()", ChannelsTckTest::watchClosed).atMost(0),
                source("Watch.receiver()", ChannelsTckTest::watchReceiver));
    }

    private static Publisher<Void> broadcastClosed(long n) {
        Broadcast<Integer> broadcast = Broadcast.lagging(1);
        broadcast.close();
        return broadcast.closed();
    }

    private static Publisher<Integer> broadcastReplay(long n) {
        return subscriber -> {
            Broadcast<Integer> broadcast = Broadcast.lagging(1024);
            for (int i = 0; i < n; i++) {
                broadcast.send(i);
            }
            broadcast.close();
            broadcast.replay(1024).subscribe(subscriber);
        };
    }

    private static Publisher<Integer> broadcastReplayWithLag(long n) {
        return subscriber -> {
            Broadcast<Integer> broadcast = Broadcast.lagging(1024);
            for (int i = 0; i < n; i++) {
                broadcast.send(i);
            }
            broadcast.close();
            broadcast.replay(1024, Lag.fail()).subscribe(subscriber);
        };
    }

    private static Publisher<Integer> inletItems(Upstream upstream, long n) {
        return Many.defer(() -> {
            Inlet<Integer> inlet = Inlet.create();
            upstream.items(n).subscribe(inlet);
            return inlet.items();
        });
    }

    private static Publisher<Void> mpscClosed(long n) {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        channel.close();
        return channel.closed();
    }

    private static Publisher<Integer> mpscReceive(long n) {
        return subscriber -> {
            Mpsc<Integer> channel = Mpsc.unbounded();
            if (n > 0) {
                channel.trySend(1);
            }
            channel.close();
            channel.receive().subscribe(subscriber);
        };
    }

    private static Publisher<Integer> mpscReceiver(long n) {
        return subscriber -> {
            Mpsc<Integer> channel = Mpsc.bounded(1024);
            for (int i = 0; i < n; i++) {
                channel.trySend(i);
            }
            channel.close();
            channel.receiver().subscribe(subscriber);
        };
    }

    private static Publisher<Void> oneshotClosed(long n) {
        Oneshot<Integer> oneshot = Oneshot.create();
        oneshot.close();
        return oneshot.closed();
    }

    private static Publisher<Integer> oneshotReceiver(long n) {
        Oneshot<Integer> oneshot = Oneshot.create();
        if (n == 0) {
            oneshot.complete();
        } else {
            oneshot.send(1);
        }
        return oneshot.receiver();
    }

    private static Publisher<Integer> oneshotReceiverClosed() {
        Oneshot<Integer> oneshot = Oneshot.create();
        oneshot.close();
        return oneshot.receiver();
    }

    private static Publisher<Void> pacedBroadcastClosed(long n) {
        PacedBroadcast<Integer> broadcast = Broadcast.paced(1);
        broadcast.close();
        return broadcast.closed();
    }

    private static Publisher<Integer> pacedBroadcastReplay(long n) {
        return subscriber -> {
            PacedBroadcast<Integer> broadcast = Broadcast.paced(1024);
            for (int i = 0; i < n; i++) {
                broadcast.trySend(i);
            }
            broadcast.close();
            broadcast.replay(1024).subscribe(subscriber);
        };
    }

    private static Publisher<Integer> pacedBroadcastReceiver(long n) {
        return subscriber -> {
            PacedBroadcast<Integer> broadcast = Broadcast.paced(1024);
            broadcast.receiver().subscribe(subscriber);
            Many.range(0, (int) n).sendTo(broadcast).doOnComplete(broadcast::close).toFuture();
        };
    }

    private static Publisher<Integer> watchChanges(long n) {
        return subscriber -> {
            Watch<Integer> watch = Watch.of(0);
            watch.changes()
                    .doOnNext(value -> advance(watch, n))
                    .doOnSubscribe(() -> advance(watch, n))
                    .subscribe(subscriber);
        };
    }

    private static void advance(Watch<Integer> watch, long n) {
        if (watch.value() < n) {
            watch.modify(value -> value + 1);
        } else {
            watch.close();
        }
    }

    private static Publisher<Void> watchClosed(long n) {
        Watch<Integer> watch = Watch.of(1);
        watch.close();
        return watch.closed();
    }

    private static Publisher<Integer> watchReceiver(long n) {
        return subscriber -> {
            Watch<Integer> watch = Watch.of(0);
            watch.receiver()
                    .doOnNext(value -> {
                        if (value < n) {
                            watch.send(value + 1);
                        } else {
                            watch.close();
                        }
                    })
                    .skip(1)
                    .subscribe(subscriber);
        };
    }
}

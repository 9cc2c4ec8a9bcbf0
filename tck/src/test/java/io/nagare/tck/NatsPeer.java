package io.nagare.tck;

import io.nagare.nats.BroadcastSettings;
import io.nagare.nats.NatsBroadcast;
import io.nagare.nats.NatsChannels;
import io.nagare.nats.NatsOptions;
import io.nagare.nats.NatsPacedBroadcast;
import io.nagare.nats.NatsQueue;
import io.nagare.nats.NatsRequests;
import io.nagare.nats.NatsServer;
import io.nagare.nats.NatsWatch;
import io.nagare.nats.PacedSettings;
import io.nagare.nats.QueueSettings;
import io.nagare.nats.WatchSettings;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.util.concurrent.atomic.AtomicInteger;

/** Channels on one nats-server for all tests of this JVM, which ends with it. Without a server, tests are skipped. */
final class NatsPeer {

    static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    /** More values than any test sends. */
    static final QueueSettings QUEUE = QueueSettings.bounded(1 << 16).inMemoryOnly();

    static final BroadcastSettings BROADCAST = BroadcastSettings.lagging(64).inMemoryOnly();
    static final PacedSettings PACED = PacedSettings.paced(64).inMemoryOnly();
    static final WatchSettings WATCH = new WatchSettings(true, 1);

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Started when a test needs it. */
    private static final class Running {

        static final NatsServer SERVER = NatsServer.untilTheEnd();
        static final NatsChannels CHANNELS = NatsChannels.connect(SERVER.options()).block();
    }

    private NatsPeer() {}

    static NatsOptions options() {
        NatsServer.assumeThere();
        return Running.SERVER.options();
    }

    static NatsChannels channels() {
        NatsServer.assumeThere();
        return Running.CHANNELS;
    }

    static String newName() {
        return "tck-" + NAMES.incrementAndGet();
    }

    static NatsBroadcast<Integer> broadcast() {
        return channels().broadcast(newName(), NUMBERS, BROADCAST).block();
    }

    static NatsPacedBroadcast<Integer> paced() {
        return channels().paced(newName(), NUMBERS, PACED).block();
    }

    static NatsQueue<Integer> queue() {
        return channels().queue(newName(), NUMBERS, QUEUE).block();
    }

    static NatsRequests<Integer, Integer> requests() {
        return channels().requests(newName(), NUMBERS, NUMBERS);
    }

    static NatsWatch<Integer> watch() {
        return channels()
                .watch("tck", newName(), NUMBERS, Undecodable.fail(), 0, WATCH)
                .block();
    }
}
